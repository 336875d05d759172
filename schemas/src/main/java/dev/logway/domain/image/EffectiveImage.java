package dev.logway.domain.image;

import dev.logway.domain.Scope;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Wanted;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/*
 * What is laid over the image has no revision and no bytes in the log, so the digest of the result means nothing. What
 * an instance says of itself is about the image beneath.
 */
/**
 * What one instance serves of its group's image: the image itself, or, if the instance tries a change, the image with
 * that change made.
 *
 * @param base the group's image
 * @param underWay the change that some instance of the group tries, perhaps this one; null if there is none
 * @param image what this instance serves; its digest means nothing if the instance tries a change
 */
public record EffectiveImage(ScopeImage base, @Nullable PendingChange underWay, ScopeImage image) {
    private static final Fingerprint NONE = new Fingerprint(0, 0, 0, 0);

    /** Of the group {@code scope}, in which nothing has happened. */
    public static EffectiveImage empty(Scope scope) {
        ScopeImage empty = ScopeImage.empty(scope);
        return new EffectiveImage(empty, null, empty);
    }

    /** What the instance {@code id} serves of {@code base}. */
    public static EffectiveImage of(ScopeImage base, String id) {
        PendingChange underWay = Canaries.underWay(base).orElse(null);
        Canary canary = underWay == null ? null : underWay.canary();
        return underWay != null && canary != null && canary.isTriedBy(id)
                ? new EffectiveImage(base, underWay, with(base, underWay))
                : new EffectiveImage(base, underWay, base);
    }

    /** Whether the instance tries the change that is under way. */
    @SuppressWarnings("ReferenceEquality") // As it was made: nothing is laid over an image that is served as it is.
    public boolean isTried() {
        return image != base;
    }

    /**
     * The change from what was served of {@code before} to this.
     *
     * @param delta that led from the image of {@code before} to this one's
     */
    public ScopeDelta since(EffectiveImage before, ScopeDelta delta) {
        if (!before.isTried() && !isTried()) {
            return delta;
        }
        var keys = new TreeSet<ResourceKey>();
        delta.changes().forEach(change -> keys.add(change.key()));
        before.wanted().forEach(wanted -> keys.add(wanted.key()));
        wanted().forEach(wanted -> keys.add(wanted.key()));
        var changes = new ArrayList<EntryChange>(keys.size());
        for (ResourceKey key : keys) {
            Entry now = image.get(key).orElse(null);
            if (!Objects.equals(resource(before.image, key), now == null ? null : now.resource())) {
                changes.add(now == null ? new EntryChange.Remove(key) : new EntryChange.Put(now));
            }
        }
        return new ScopeDelta(delta.from(), delta.to(), List.copyOf(changes));
    }

    /**
     * What the change under way is about, and what uses that, with the change or without it. Requests to the routes among
     * these show how the change does. Nothing if there is no such change.
     */
    public SortedSet<ResourceKey> concerned() {
        var seen = new TreeSet<ResourceKey>();
        if (underWay != null) {
            underWay.wanted().forEach(wanted -> concern(wanted.key(), seen));
        }
        return seen;
    }

    private void concern(ResourceKey key, TreeSet<ResourceKey> seen) {
        if (seen.add(key) && key.kind() != ResourceKind.ROUTES) { // nothing uses a route
            for (ScopeImage each : isTried() ? List.of(base, image) : List.of(base)) {
                each.visitUsersOf(key, user -> {
                    concern(user, seen);
                    return true;
                });
            }
        }
    }

    /** The change that the instance tries. */
    public Optional<PendingChange> tried() {
        return isTried() ? Optional.ofNullable(underWay) : Optional.empty();
    }

    private List<Wanted> wanted() {
        return tried().map(PendingChange::wanted).orElse(List.of());
    }

    private static ScopeImage with(ScopeImage base, PendingChange change) {
        Instant at = change.author().at();
        var meta =
                new Meta(Math.max(1, base.revision()), at, at, change.author().actor());
        var laid = change.wanted().stream()
                .map(wanted -> wanted.resource() == null
                        ? new EntryChange.Remove(wanted.key())
                        : (EntryChange) new EntryChange.Put(new Entry(wanted.resource(), meta, NONE)))
                .toList();
        return base.apply(new ScopeDelta(base.revision(), base.revision(), laid));
    }

    private static @Nullable Resource resource(ScopeImage image, ResourceKey key) {
        return image.get(key).map(Entry::resource).orElse(null);
    }
}
