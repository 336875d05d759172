package dev.logway.edge.upstream;

import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Chooses the cheaper of two random nodes (Mitzenmacher, 2001). The cost of a node is its latency times the requests
 * under way, for its share; its latency is a moving average that follows a rise at once and forgets it within {@value #DECAY_SECONDS}
 * seconds (the peak EWMA of Finagle). A node without a measurement is tried first, with one request at a time.
 */
final class PeakEwma implements Balancer {
    private static final int DECAY_SECONDS = 10;
    private static final double DECAY_NANOS = TimeUnit.SECONDS.toNanos(DECAY_SECONDS);
    private static final double UNKNOWN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final IntUnaryOperator active;
    private final RandomGenerator random;
    private final LongSupplier clock;
    private final double[] latencies;
    private final long[] observedNanos;

    /**
     * @param active requests under way at the node of this index
     * @param clock as {@link System#nanoTime}
     */
    PeakEwma(int size, IntUnaryOperator active, RandomGenerator random, LongSupplier clock) {
        this.active = active;
        this.random = random;
        this.clock = clock;
        this.latencies = new double[size];
        this.observedNanos = new long[size];
    }

    @Override
    public int choose(Shares shares, HashSource request) {
        int eligible = 0;
        for (int i = 0; i < shares.size(); i++) {
            eligible += shares.of(i) > 0 ? 1 : 0;
        }
        if (eligible < 2) {
            return eligible == 0 ? -1 : nth(0, shares);
        }
        int one = random.nextInt(eligible);
        int other = random.nextInt(eligible - 1);
        int first = nth(one, shares);
        int second = nth(other < one ? other : other + 1, shares);
        long now = clock.getAsLong();
        return cost(first, shares, now) <= cost(second, shares, now) ? first : second;
    }

    @Override
    public void observed(int index, long nanos, long nowNanos) {
        double before = latency(index, nowNanos);
        double kept = Math.exp(-(nowNanos - observedNanos[index]) / DECAY_NANOS);
        latencies[index] = nanos > before ? nanos : Math.max(1, latencies[index] * kept + nanos * (1 - kept));
        observedNanos[index] = nowNanos;
    }

    private double cost(int index, Shares shares, long nowNanos) {
        int underWay = active.applyAsInt(index);
        double latency = latency(index, nowNanos);
        double one = latency == 0 && underWay > 0 ? UNKNOWN_NANOS : latency;
        return one * (underWay + 1) / shares.of(index);
    }

    private double latency(int index, long nowNanos) {
        double latency = latencies[index];
        return latency == 0 ? 0 : latency * Math.exp(-(nowNanos - observedNanos[index]) / DECAY_NANOS);
    }

    private static int nth(int number, Shares shares) {
        int left = number;
        for (int i = 0; i < shares.size(); i++) {
            if (shares.of(i) > 0 && left-- == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("number: " + number + " (expected: less than there are)");
    }
}
