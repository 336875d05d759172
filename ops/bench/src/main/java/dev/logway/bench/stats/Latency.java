package dev.logway.bench.stats;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Times of one kind of event, to three digits; up to an hour each. Confined to one thread. */
public final class Latency {
    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final Histogram histogram = new Histogram(LONGEST_NANOS, DIGITS);

    /** Longer times count as an hour, negative ones as nothing. */
    public void record(long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
    }

    /** Takes over every time that {@code other} holds. */
    public void add(Latency other) {
        histogram.add(other.histogram);
    }

    /** How many times were recorded. */
    public long count() {
        return histogram.getTotalCount();
    }

    /**
     * The time in ms that {@code percent} of the events stayed at or below; 0 without events.
     *
     * @param percent 0 to 100
     */
    public double millisAt(double percent) {
        return histogram.getValueAtPercentile(percent) / NANOS_PER_MILLI;
    }

    /** The longest time in ms; 0 without events. */
    public double maxMillis() {
        return histogram.getMaxValue() / NANOS_PER_MILLI;
    }
}
