package dev.logway.projector.topology;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Lets one of many like reports through each minute, with the number of those since the last. One thread drives it. */
final class OncePerMinute {
    private static final long MINUTE_MILLIS = 60_000;

    private final LongSupplier localMillis;
    private long nextMillis = Long.MIN_VALUE;
    private long count;

    OncePerMinute(LongSupplier localMillis) {
        this.localMillis = localMillis;
    }

    /** Counts a report, and calls {@code reporter} with the count if a minute went by since it was last called. */
    void report(LongConsumer reporter) {
        count++;
        long now = localMillis.getAsLong();
        if (now >= nextMillis) {
            nextMillis = now + MINUTE_MILLIS;
            reporter.accept(count);
            count = 0;
        }
    }
}
