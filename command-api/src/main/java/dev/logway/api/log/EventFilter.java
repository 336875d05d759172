package dev.logway.api.log;

import static dev.logway.domain.Require.require;

import dev.logway.domain.command.Change;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a history are wanted: those that every part wants.
 *
 * @param actor who asked; null for anybody
 */
public record EventFilter(
        Verdicts verdicts, Period period, @Nullable String actor, Subject subject) implements Predicate<Event> {
    /** Those that made a revision, whenever, whoever asked, whatever they are about. */
    public static final EventFilter ACCEPTED = of(Verdicts.ACCEPTED);

    /** What became of the command. */
    public enum Verdicts {
        /** It made a revision. */
        ACCEPTED,
        /** It was refused. */
        REJECTED,
        /** Either, or it repeated an earlier one. */
        ALL
    }

    /**
     * When the command was decided.
     *
     * @param from the first moment that belongs to it; null for the beginning
     * @param to the first moment after it; null for no end
     */
    public record Period(@Nullable Instant from, @Nullable Instant to) {
        public static final Period ALWAYS = new Period(null, null);

        /** @throws IllegalArgumentException if {@code to} is not after {@code from} */
        public Period {
            require(from == null || to == null || to.isAfter(from), "to", String.valueOf(to), "after from, " + from);
        }

        boolean contains(Instant at) {
            return !isOver(at) && (from == null || !at.isBefore(from));
        }

        /** Whether {@code at} is after it. */
        boolean isOver(Instant at) {
            return to != null && !at.isBefore(to);
        }
    }

    /**
     * A resource that the command changed, or because of which it was refused.
     *
     * @param kind null for any
     * @param id null for any
     */
    public record Subject(
            @Nullable ResourceKind kind, @Nullable String id) {
        public static final Subject ANY = new Subject(null, null);

        public static Subject of(ResourceKey key) {
            return new Subject(key.kind(), key.id());
        }

        boolean isAny() {
            return kind == null && id == null;
        }

        boolean matches(@Nullable ResourceKey key) {
            return key != null && (kind == null || kind == key.kind()) && (id == null || id.equals(key.id()));
        }
    }

    /** Every event of these {@code verdicts}. */
    public static EventFilter of(Verdicts verdicts) {
        return new EventFilter(verdicts, Period.ALWAYS, null, Subject.ANY);
    }

    /** This filter for events about {@code key} alone. */
    public EventFilter about(ResourceKey key) {
        return new EventFilter(verdicts, period, actor, Subject.of(key));
    }

    /** This filter for events in {@code other}. */
    public EventFilter within(Period other) {
        return new EventFilter(verdicts, other, actor, subject);
    }

    @Override
    public boolean test(Event event) {
        return isWanted(event.outcome())
                && period.contains(event.at())
                && (actor == null || actor.equals(event.origin().actor()))
                && (subject.isAny() || subjects(event.outcome().verdict()).anyMatch(subject::matches));
    }

    private boolean isWanted(Outcome outcome) {
        return switch (verdicts) {
            case ACCEPTED -> outcome instanceof Outcome.Accepted;
            case REJECTED -> outcome instanceof Outcome.Rejected;
            case ALL -> true;
        };
    }

    private static Stream<@Nullable ResourceKey> subjects(Outcome.Verdict verdict) {
        return switch (verdict) {
            case Outcome.Accepted accepted -> accepted.changes().stream().map(Change::key);
            case Outcome.Rejected rejected -> rejected.reasons().stream().map(Rejection::subject);
        };
    }
}
