package dev.logway.edge.upstream;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts the events of one upstream, and with them those of all. Threadsafe. */
final class UpstreamCounters {
    private final Map<UpstreamEvent, LongAdder> counts = new EnumMap<>(UpstreamEvent.class);
    private final @Nullable UpstreamCounters all;

    /** @param all counts what this does too; null for none */
    UpstreamCounters(@Nullable UpstreamCounters all) {
        this.all = all;
        for (UpstreamEvent event : UpstreamEvent.values()) {
            counts.put(event, new LongAdder());
        }
    }

    void count(UpstreamEvent event) {
        LongAdder own = counts.get(event);
        if (own != null) {
            own.increment();
        }
        if (all != null) {
            all.count(event);
        }
    }

    /** How often each event was counted. */
    Map<UpstreamEvent, Long> sums() {
        var sums = new EnumMap<UpstreamEvent, Long>(UpstreamEvent.class);
        counts.forEach((event, adder) -> sums.put(event, adder.sum()));
        return Collections.unmodifiableMap(sums);
    }
}
