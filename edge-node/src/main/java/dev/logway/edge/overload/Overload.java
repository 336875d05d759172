package dev.logway.edge.overload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/*
 * Why what is left after a collection, and not what is in use: a heap that is full of garbage is well. The figure is only
 * as new as the last collection, and with nothing to do there is none. So while requests are shed for want of heap, one is asked for now
 * and then; without it a quiet edge would never find out that it is well again.
 */
/** Whether the edge should turn new requests away, with hysteresis. Threadsafe; asking costs one volatile read. */
public final class Overload {
    /** How far the heap must fall below the limit. */
    private static final int LEAVE_BELOW = 10;

    private static final Duration BETWEEN_COLLECTIONS = Duration.ofSeconds(10);

    private final Limits limits;
    private final Heap heap;
    private final AtomicInteger laggingLoops = new AtomicInteger();
    private long askedNanos;
    private long collectionsBefore;

    private volatile int fullPercent;

    /**
     * What is too much.
     *
     * @param heapPercent of the heap in use after a collection; 0 for never
     * @param loopLag of an event loop; 0 for never
     */
    public record Limits(int heapPercent, Duration loopLag) {
        public static final Limits DEFAULT = new Limits(85, Duration.ofMillis(200));
        public static final Limits NONE = new Limits(0, Duration.ZERO);
    }

    /** Why a request is turned away. */
    public enum Reason {
        HEAP,
        LOOP_LAG;

        /** The name in metrics. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Overload(Limits limits, Heap heap) {
        this.limits = limits;
        this.heap = heap;
    }

    /** Whether the heap is short. */
    public boolean isHeapShort() {
        return fullPercent > 0;
    }

    /** Watches one event loop. */
    public LoopLag watch(long nowNanos) {
        return new LoopLag(limits.loopLag().toNanos(), laggingLoops, nowNanos);
    }

    /** Looks at the heap. Call it about every second, one call at a time, where it may block. */
    public void look(long nowNanos) {
        if (limits.heapPercent() == 0) {
            return;
        }
        int percent = heap.percentAfterCollection();
        boolean wasShort = isHeapShort();
        boolean isShort = percent >= limits.heapPercent()
                || (wasShort && percent > Math.max(0, limits.heapPercent() - LEAVE_BELOW));
        fullPercent = isShort ? Math.max(1, percent) : 0;
        if (isShort && !wasShort) {
            collecting(nowNanos);
        } else if (isShort && nowNanos - askedNanos >= BETWEEN_COLLECTIONS.toNanos()) {
            if (heap.collections() == collectionsBefore) {
                heap.collect();
            }
            collecting(nowNanos);
        }
    }

    /** What is wrong now, in words. */
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        int percent = fullPercent;
        if (percent > 0) {
            warnings.add("new requests are answered 503: " + percent + " % of the heap are in use after a collection"
                    + " (shed.heap.percent " + limits.heapPercent() + ")");
        }
        int lagging = laggingLoops.get();
        if (lagging > 0) {
            warnings.add("new requests are answered 503: " + lagging + " event loops lag (shed.loop.lag.ms "
                    + limits.loopLag().toMillis() + ")");
        }
        return warnings;
    }

    private void collecting(long nowNanos) {
        askedNanos = nowNanos;
        collectionsBefore = heap.collections();
    }
}
