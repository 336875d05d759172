package dev.logway.bench.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LatencyTest {
    @Test
    void percentilesAreInMilliseconds() {
        var latency = new Latency();
        for (int millis = 1; millis <= 100; millis++) {
            latency.record(millis * 1_000_000L);
        }
        assertEquals(50, latency.millisAt(50), 0.1);
        assertEquals(99, latency.millisAt(99), 0.1);
        assertEquals(100, latency.maxMillis(), 0.1);
        assertEquals(100, latency.count());
    }

    @Test
    void timesOutsideTheRangeAreKeptAtItsEnds() {
        var latency = new Latency();
        latency.record(-5);
        latency.record(Long.MAX_VALUE);
        assertEquals(0, latency.millisAt(1));
        assertEquals(3_600_000, latency.maxMillis(), 3_600);
    }

    @Test
    void nothingRecordedIsZero() {
        assertEquals(0, new Latency().millisAt(99));
        assertEquals(0, new Latency().maxMillis());
    }

    @Test
    void addedTimesCount() {
        var one = new Latency();
        var other = new Latency();
        one.record(1_000_000);
        other.record(3_000_000);
        one.add(other);
        assertEquals(2, one.count());
        assertEquals(3, one.maxMillis(), 0.01);
    }
}
