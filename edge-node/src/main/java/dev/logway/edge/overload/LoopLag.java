package dev.logway.edge.overload;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How late one event loop comes to what it should do at fixed intervals. It lags once it was late by the limit twice in a row, and
 * until it was late by less than half of that for a second. Confined to that loop.
 */
public final class LoopLag {
    private static final long CALM_NANOS = 1_000_000_000L;

    private final long limitNanos;
    private final AtomicInteger lagging;
    private long lastNanos;
    private long calmSinceNanos;
    private boolean late;
    private boolean lags;

    /**
     * @param limitNanos 0 for never
     * @param lagging counts the loops that lag
     */
    LoopLag(long limitNanos, AtomicInteger lagging, long nowNanos) {
        this.limitNanos = limitNanos;
        this.lagging = lagging;
        this.lastNanos = nowNanos;
    }

    /** It is {@code nowNanos}, and the last call should have been {@code intervalNanos} ago. */
    public void tick(long intervalNanos, long nowNanos) {
        long lateNanos = nowNanos - lastNanos - intervalNanos;
        lastNanos = nowNanos;
        boolean makesUpForAMissedOne = lateNanos <= -intervalNanos / 2;
        if (limitNanos == 0 || makesUpForAMissedOne) {
            return;
        }
        boolean lateAgain = late && lateNanos >= limitNanos;
        late = lateNanos >= limitNanos;
        if (lateNanos >= limitNanos / 2) {
            calmSinceNanos = nowNanos;
        }
        if (!lags && lateAgain) {
            lags = true;
            lagging.incrementAndGet();
        } else if (lags && nowNanos - calmSinceNanos >= CALM_NANOS) {
            stop();
        }
    }

    /** Whether it lags. */
    public boolean lags() {
        return lags;
    }

    /** The loop ends. */
    public void stop() {
        if (lags) {
            lags = false;
            lagging.decrementAndGet();
        }
    }
}
