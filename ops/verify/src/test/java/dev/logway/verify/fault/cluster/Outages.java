package dev.logway.verify.fault.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** When which part or link could not be used, because a fault made it so: what failed then may have. Threadsafe. */
public final class Outages {
    /** What was under way at the end of an outage may still fail of it. */
    private static final long AFTER_NANOS = Duration.ofMillis(500).toNanos();

    private final List<Outage> outages = new CopyOnWriteArrayList<>();

    /** @param endNanos {@link Long#MAX_VALUE} while it lasts */
    private record Outage(String what, long beginNanos, long endNanos) {}

    public void begin(String what) {
        outages.add(new Outage(what, System.nanoTime(), Long.MAX_VALUE));
    }

    public void end(String what) {
        long now = System.nanoTime();
        outages.replaceAll(outage -> outage.what.equals(what) && outage.endNanos == Long.MAX_VALUE
                ? new Outage(what, outage.beginNanos, now + AFTER_NANOS)
                : outage);
    }

    /** Whether {@code what} was out at any time in between. */
    public boolean touch(String what, long beginNanos, long endNanos) {
        return outages.stream()
                .anyMatch(outage ->
                        outage.what.equals(what) && outage.beginNanos <= endNanos && outage.endNanos >= beginNanos);
    }
}
