package dev.logway.bench.propagation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.bench.system.Watch;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SamplesTest {
    private static final long MILLI = 1_000_000;

    @Test
    void theSlowestEdgeDecidesWhenAChangeIsServed() {
        var samples = new Samples(2);
        samples.add("/a", 100 * MILLI, 105 * MILLI, List.of(served(108), served(112)));
        assertEquals(5, samples.answered.maxMillis(), 0.01);
        assertEquals(8, samples.servedByEdge.getFirst().maxMillis(), 0.01);
        assertEquals(12, samples.servedByAll.maxMillis(), 0.02);
        assertEquals(7, samples.servedAfterAnswer.maxMillis(), 0.01);
        assertEquals(List.of(), samples.faults);
    }

    @Test
    void anUnexpectedAnswerIsAFault() {
        var samples = new Samples(1);
        samples.add("/a", 0, MILLI, List.of(new Watch.Sighting(2 * MILLI, 1, new TreeMap<>(Map.of(503, 4L)))));
        assertEquals(List.of("edge 1 answered 4 × 503 to /a (expected: 404 and then 200)"), samples.faults);
    }

    @Test
    void aChangeThatIsNeverServedIsAFaultAndNoTime() {
        var samples = new Samples(2);
        samples.add("/a", 0, MILLI, List.of(served(2), new Watch.Sighting(0, 9, new TreeMap<>())));
        assertEquals(List.of("edge 2 did not serve /a"), samples.faults);
        assertEquals(0, samples.servedByAll.count());
    }

    @Test
    void anAnswerBeforeTheChangeIsAFault() {
        var samples = new Samples(1);
        samples.add("/a", 0, MILLI, List.of(new Watch.Sighting(2 * MILLI, 0, new TreeMap<>())));
        assertEquals(List.of("edge 1 served /a before it was made"), samples.faults);
    }

    private static Watch.Sighting served(long millis) {
        return new Watch.Sighting(millis * MILLI, 1, new TreeMap<>());
    }
}
