package dev.logway.edge.upstream;

import dev.logway.domain.resource.Node;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What this edge knows of a server of an upstream, whatever weight the upstream gives it. It outlives a change of the upstream,
 * so that a node that was found dead is not given traffic because somebody changed a weight. Threadsafe, without locks:
 * event loops read it per request, checks and answers change it. Times are those of {@link System#nanoTime}.
 */
final class LiveNode {
    /** The whole of a node's share. */
    static final int FULL_SHARE = 1_000;

    private static final int LEAST_SHARE = FULL_SHARE / 10;

    private final String host;
    private final int port;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicInteger ejectionsInARow = new AtomicInteger();

    private volatile boolean healthy = true;
    private volatile boolean ejected;
    private volatile long ejectedUntilNanos;
    private volatile boolean back;
    private volatile long backSinceNanos;
    private volatile @Nullable NodeFailure lastFailure;

    LiveNode(Node node) {
        this.host = node.host();
        this.port = node.port();
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** A connection to it failed. */
    void failed(NodeFailure failure) {
        lastFailure = failure;
    }

    /** Why the last connection that failed did so; null if none did. */
    @Nullable
    NodeFailure lastFailure() {
        return lastFailure;
    }

    /** Requests under way. */
    AtomicInteger active() {
        return active;
    }

    /** Failures since the last success, for outlier detection. */
    AtomicInteger failuresInARow() {
        return failuresInARow;
    }

    /** Ejections since it last proved itself. */
    AtomicInteger ejectionsInARow() {
        return ejectionsInARow;
    }

    /** What the checks say. */
    boolean isHealthy() {
        return healthy;
    }

    boolean isEjected(long nowNanos) {
        return ejected && nowNanos - ejectedUntilNanos < 0;
    }

    /** Whether it should be given requests. */
    boolean isAvailable(long nowNanos) {
        return healthy && !isEjected(nowNanos);
    }

    /** The checks found it unhealthy. */
    void fell() {
        healthy = false;
    }

    /** The checks found it healthy again. */
    void rose(long nowNanos) {
        back(nowNanos);
        healthy = true;
    }

    /** Leaves it out until {@code untilNanos}. */
    void eject(long untilNanos) {
        back(untilNanos);
        ejectedUntilNanos = untilNanos;
        ejected = true;
    }

    /** When its last ejection ends or ended; meaningless if there was none. */
    long ejectedUntilNanos() {
        return ejectedUntilNanos;
    }

    /** Lets it in again before its time. */
    void readmit() {
        ejected = false;
    }

    /** Its share in thousandths: less than the whole while it came back not longer than {@code slowStartNanos} ago. */
    int share(long nowNanos, long slowStartNanos) {
        if (slowStartNanos == 0 || !back) {
            return FULL_SHARE;
        }
        long upNanos = nowNanos - backSinceNanos;
        return upNanos >= slowStartNanos
                ? FULL_SHARE
                : Math.max(LEAST_SHARE, (int) (FULL_SHARE * (double) upNanos / slowStartNanos));
    }

    private void back(long nanos) {
        backSinceNanos = nanos;
        back = true;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
