package dev.logway.edge.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OverloadTest {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(50);

    private final FakeHeap heap = new FakeHeap();
    private final Overload overload = new Overload(new Overload.Limits(85, Duration.ofMillis(200)), heap);
    private long now;

    private static final class FakeHeap implements Heap {
        private int percent;
        private long collections;
        private int asked;

        @Override
        public int percentAfterCollection() {
            return percent;
        }

        @Override
        public long collections() {
            return collections;
        }

        @Override
        public void collect() {
            asked++;
        }
    }

    private boolean isShortAt(int percent) {
        heap.percent = percent;
        now += TimeUnit.SECONDS.toNanos(1);
        overload.look(now);
        return overload.isHeapShort();
    }

    @Test
    void theHeapIsShortFromItsLimitUntilItIsWellBelow() {
        assertFalse(isShortAt(84));
        assertTrue(isShortAt(85));
        assertTrue(isShortAt(99));
        assertTrue(isShortAt(76));
        assertFalse(isShortAt(75));
        assertFalse(isShortAt(84));
    }

    /** Or a quiet edge would never learn that its heap is free again. */
    @Test
    void whileItIsShortACollectionIsAskedForUnlessThereAreSome() {
        for (int i = 0; i < 31; i++) {
            isShortAt(90);
        }
        assertEquals(3, heap.asked);
        for (int i = 0; i < 30; i++) {
            heap.collections++;
            isShortAt(90);
        }
        assertEquals(3, heap.asked);
        isShortAt(50);
        for (int i = 0; i < 30; i++) {
            isShortAt(50);
        }
        assertEquals(3, heap.asked);
    }

    @Test
    void aLoopLagsOnceItIsLateTwiceUntilItIsCalmForASecond() {
        LoopLag lag = overload.watch(now);
        assertFalse(late(lag, 250));
        assertFalse(late(lag, 0));
        assertFalse(late(lag, 200));
        assertTrue(late(lag, 200));
        assertEquals(
                List.of("new requests are answered 503: 1 event loops lag (shed.loop.lag.ms 200)"),
                overload.warnings());
        for (int i = 0; i < 19; i++) {
            assertTrue(late(lag, 0), "calm for less than a second");
        }
        assertTrue(late(lag, 100), "half of the limit is not calm");
        for (int i = 0; i < 19; i++) {
            assertTrue(late(lag, 0));
        }
        assertFalse(late(lag, 0));
        assertEquals(List.of(), overload.warnings());
    }

    /** A timer with a fixed rate makes up at once for the ticks that it missed; they do not show that all is well. */
    @Test
    void ticksThatAreMadeUpForAreNotOnTime() {
        LoopLag lag = overload.watch(now);
        for (int stall = 0; stall < 2; stall++) {
            now += TICK + TimeUnit.MILLISECONDS.toNanos(300);
            for (int made = 0; made < 7; made++) {
                lag.tick(TICK, now);
            }
        }
        assertTrue(lag.lags());
    }

    private boolean late(LoopLag lag, long millis) {
        now += TICK + TimeUnit.MILLISECONDS.toNanos(millis);
        lag.tick(TICK, now);
        return lag.lags();
    }

    @Test
    void nothingIsTooMuchWithoutLimits() {
        var never = new Overload(Overload.Limits.NONE, heap);
        heap.percent = 100;
        never.look(1);
        assertFalse(never.isHeapShort());
        LoopLag lag = never.watch(0);
        assertFalse(late(lag, 10_000));
        assertFalse(late(lag, 20_000));
    }

    @Test
    void theHeapOfTheJvmCanBeRead() {
        var jvm = new JvmHeap();
        long before = jvm.collections();
        jvm.collect();
        assertTrue(jvm.collections() > before);
        assertTrue(jvm.percentAfterCollection() >= 0 && jvm.percentAfterCollection() <= 100);
    }
}
