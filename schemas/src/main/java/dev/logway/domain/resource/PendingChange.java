package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change that its group holds back: until it is approved, until its time, until some instances have tried it, or,
 * once it was made, until it is taken back. It comes and goes by commands of its own and is never put. It holds no
 * other resource in place: what it is about may be changed or removed while it waits.
 *
 * @param id the revision that brought it
 * @param wanted what the next step makes of which resource, sorted by key; at least one
 * @param expectations what must be true then, sorted by key
 * @param approvals of those who are not its author
 * @param canary who tries it before it is made for all; null if nobody does, or it was made
 */
public record PendingChange(
        String id,
        Author author,
        List<Wanted> wanted,
        List<Expectation> expectations,
        Approvals approvals,
        Schedule schedule,
        Step next,
        @Nullable Canary canary)
        implements Resource {

    /**
     * Who asked for the change.
     *
     * @param reason in the author's words, or null
     * @param breakGlass why it is to be made though the group is frozen; null if it is not
     * @param at by the broker's clock, in whole milliseconds
     */
    public record Author(
            String actor, @Nullable String reason, @Nullable String breakGlass, Instant at) {}

    /**
     * What is to become of a resource.
     *
     * @param resource the whole of it; null if it is to be removed
     */
    public record Wanted(ResourceKey key, @Nullable Resource resource) {
        /** @throws IllegalArgumentException if this is about something that is never put */
        public Wanted {
            require(
                    key.kind() != ResourceKind.PENDING_CHANGES,
                    "kind",
                    key.kind().path(),
                    "a kind that is put");
            require(resource == null || resource.key().equals(key), "key", key, "the resource's own key");
        }
    }

    /**
     * What must be true of a resource.
     *
     * @param revision that last changed it; 0 if it does not exist; null if it exists, whoever changed it
     */
    public record Expectation(ResourceKey key, @Nullable Long revision) {}

    /** What a pending change waits to do. */
    public enum Step {
        /** To be made, or to be tried if it has a canary. */
        APPLY,
        /** To be taken back. */
        TAKE_BACK,
        /** To be made for all, now that some instances try it. */
        PROMOTE
    }

    /** What a pending change waits for, as people say it. */
    public enum State {
        /** Others' approval. */
        PROPOSED,
        /** The time at which it is made. */
        SCHEDULED,
        /** It was made; the time at which it is taken back. */
        APPLIED,
        /** Some instances try it; what comes of that. */
        CANARY
    }

    /** @throws IllegalArgumentException if a component is outside its documented range, or it waits for nothing */
    public PendingChange {
        key(id);
        wanted = List.copyOf(wanted);
        expectations = List.copyOf(expectations);
        require(!wanted.isEmpty(), "changes", 0, "at least one");
        switch (next) {
            case APPLY ->
                require(
                        !approvals.areComplete() || schedule.effectiveAt() != null,
                        "effective_at",
                        "null",
                        "a time, or approvals to wait for");
            case TAKE_BACK -> require(schedule.expiresAt() != null, "expires_at", "null", "a time");
            case PROMOTE -> require(canary != null && canary.beganAt() != null, "canary", "null", "one that began");
        }
    }

    /** A change that nobody tries before it is made. */
    public PendingChange(
            String id,
            Author author,
            List<Wanted> wanted,
            List<Expectation> expectations,
            Approvals approvals,
            Schedule schedule,
            Step next) {
        this(id, author, wanted, expectations, approvals, schedule, next, null);
    }

    /** The key of the pending change {@code id}. */
    public static ResourceKey key(String id) {
        return new ResourceKey(ResourceKind.PENDING_CHANGES, id);
    }

    public State state() {
        return switch (next) {
            case APPLY -> approvals.areComplete() ? State.SCHEDULED : State.PROPOSED;
            case TAKE_BACK -> State.APPLIED;
            case PROMOTE -> State.CANARY;
        };
    }

    /** When the calendar looks at it: to make it, take it back or give it up; empty if it waits for people only. */
    public Optional<Instant> due() {
        Instant first =
                next == Step.APPLY && schedule.effectiveAt() != null ? schedule.effectiveAt() : schedule.expiresAt();
        return Optional.ofNullable(first);
    }

    @Override
    public ResourceKey key() {
        return key(id);
    }

    @Override
    public Descriptor descriptor() {
        return Descriptor.NONE;
    }

    @Override
    public List<ResourceKey> references() {
        return List.of();
    }
}
