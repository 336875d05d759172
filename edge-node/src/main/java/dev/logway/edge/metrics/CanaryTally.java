package dev.logway.edge.metrics;

import dev.logway.domain.fleet.CanaryCounts;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of requests while a change that concerns their routes is tried. Threadsafe. */
public final class CanaryTally {
    private static final int FIRST_SERVER_ERROR = 500;

    private final long beganNanos;
    private final long slowNanos;
    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private final LongAdder open = new LongAdder();

    /**
     * A tally of the requests that come from now on.
     *
     * @param p99Millis what takes longer is slow; null if nothing is
     */
    public CanaryTally(@Nullable Integer p99Millis, long nowNanos) {
        this.beganNanos = nowNanos;
        this.slowNanos = p99Millis == null ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(p99Millis);
    }

    /** Counts a request that is sent on; {@link #noLongerOpen} is told of it later. */
    void sentOn() {
        open.increment();
    }

    /** The head of its answer came, or it ended without one. */
    public void noLongerOpen() {
        open.decrement();
    }

    /** Counts a request that was answered now, unless it came before there was anything to count. */
    void count(int status, long totalNanos, long nowNanos) {
        if (nowNanos - totalNanos - beganNanos >= 0) {
            requests.increment();
            if (status >= FIRST_SERVER_ERROR) {
                errors.increment();
            }
            if (totalNanos > slowNanos) {
                slow.increment();
            }
        }
    }

    /**
     * What was counted so far. The requests are read after what is a part of them, so that it is never more. Of one
     * that is sent on and answered meanwhile the end alone may be seen.
     */
    public CanaryCounts counts() {
        long failed = errors.sum();
        long late = slow.sum();
        return new CanaryCounts(requests.sum(), failed, late, Math.max(0, open.sum()));
    }
}
