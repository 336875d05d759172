package dev.logway.edge.proxy;

import dev.logway.edge.metrics.RevisionWait;
import dev.logway.edge.metrics.TrafficMetrics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one event loop that wait for a revision of the configuration to be served, and that loop's part in
 * the count of all. Nothing of it is touched while nobody waits. Confined to that loop.
 */
final class RevisionWaits {
    private final Limits.Revisions limits;
    private final AtomicInteger all;
    private final TrafficMetrics metrics;
    private final Set<Place> places = new LinkedHashSet<>();
    private boolean ended;

    /** A request that waits. */
    interface Waiting {

        /** What it waited for is served. */
        void served();

        /** {@code revision} did not come in time. */
        void late(long revision);

        /** The edge ends, and {@code revision} did not come before. */
        void ended(long revision);
    }

    /** Where a request waits. */
    static final class Place {
        private final long revision;
        private final long dueNanos;
        private final Waiting waiting;

        private Place(long revision, long dueNanos, Waiting waiting) {
            this.revision = revision;
            this.dueNanos = dueNanos;
            this.waiting = waiting;
        }
    }

    /** @param all counts the requests of every loop that wait */
    RevisionWaits(Limits.Revisions limits, AtomicInteger all, TrafficMetrics metrics) {
        this.limits = limits;
        this.all = all;
        this.metrics = metrics;
    }

    /**
     * Takes a place for {@code waiting}, until it is {@linkplain #leave left} or called. The caller looks at what is
     * served once more: who publishes a revision looks for places afterwards.
     *
     * @return null if there is none
     */
    @Nullable
    Place take(long revision, Waiting waiting, long nowNanos) {
        if (ended || limits.longest().isZero() || !admit()) {
            metrics.waited(RevisionWait.REFUSED);
            return null;
        }
        var place = new Place(revision, nowNanos + limits.longest().toNanos(), waiting);
        places.add(place);
        return place;
    }

    /** Its client is gone. */
    void leave(Place place) {
        if (remove(place)) {
            metrics.waited(RevisionWait.GONE);
        }
    }

    /** {@code revision} is served. */
    void served(long revision) {
        for (Place place : List.copyOf(places)) {
            if (place.revision <= revision && remove(place)) {
                metrics.waited(RevisionWait.SERVED);
                place.waiting.served();
            }
        }
    }

    /** Looks who waited for too long. */
    void tick(long nowNanos) {
        if (places.isEmpty()) {
            return;
        }
        for (Place place : List.copyOf(places)) {
            if (nowNanos - place.dueNanos >= 0 && remove(place)) {
                metrics.waited(RevisionWait.LATE);
                place.waiting.late(place.revision);
            }
        }
    }

    /** Nobody waits any more, now and later. */
    void end() {
        ended = true;
        for (Place place : List.copyOf(places)) {
            if (remove(place)) {
                metrics.waited(RevisionWait.ENDED);
                place.waiting.ended(place.revision);
            }
        }
    }

    private boolean admit() {
        boolean room = all.incrementAndGet() <= limits.waiting();
        if (!room) {
            all.decrementAndGet();
        }
        return room;
    }

    private boolean remove(Place place) {
        boolean waited = places.remove(place);
        if (waited) {
            all.decrementAndGet();
        }
        return waited;
    }
}
