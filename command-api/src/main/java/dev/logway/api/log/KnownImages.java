package dev.logway.api.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.logway.domain.Scope;
import dev.logway.replay.Moment;

/** Images of the past that were asked for lately; those that follow are folded on top of them. Threadsafe. */
final class KnownImages {
    /** Resources that they hold together: some hundred megabytes at most. */
    static final long MAX_RESOURCES = 400_000;

    private static final int LEAST_WEIGHT = 10_000;

    private final Cache<Key, PastScan.Known> images = Caffeine.newBuilder()
            .maximumWeight(MAX_RESOURCES)
            .weigher((Key _, PastScan.Known known) ->
                    Math.max(LEAST_WEIGHT, known.image().size()))
            .build();

    private record Key(Scope scope, long revision) {}

    void add(PastScan.Known known) {
        images.put(new Key(known.image().scope(), known.image().revision()), known);
    }

    /** The last one that is known at or before {@code moment}; the empty image if none is. */
    PastScan.Known floor(Scope scope, Moment moment) {
        PastScan.Known last = null;
        for (PastScan.Known known : images.asMap().values()) {
            boolean isCandidate = known.image().scope().equals(scope)
                    && moment.includes(known.image().revision(), known.at());
            if (isCandidate
                    && (last == null || known.image().revision() > last.image().revision())) {
                last = known;
            }
        }
        if (last == null) {
            return PastScan.Known.nothing(scope);
        }
        // Asked for by key, so that the cache knows that it is of use.
        PastScan.Known used = images.getIfPresent(new Key(scope, last.image().revision()));
        return used == null ? last : used;
    }

    /** Forgets everything. */
    void clear() {
        images.invalidateAll();
    }
}
