package dev.logway.bench.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.bench.report.Cell;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class SamplesTest {
    private static final int COUNT = 120;

    private final Random random = new Random(1);

    @Test
    void growthIsTheLastFifthOverTheFirst() {
        Growth growth = Growth.of(List.of(1.0, 2.0, 3.0, 9.0, 5.0, 6.0, 7.0, 8.0, 9.0, 11.0));
        assertEquals(new Growth(1.5, 10, 11), growth);
        assertEquals(8.5, growth.added());
    }

    @Test
    void fewerSamplesThanFifthsTellNothing() {
        assertThrows(IllegalArgumentException.class, () -> Growth.of(List.of(1.0, 2.0, 3.0, 4.0)));
    }

    @Test
    void whatGoesUpAndDownIsNoLeak() {
        assertEquals(List.of(), heapOf(_ -> 20 + 15 * random.nextDouble()).faults());
        assertEquals(List.of(), heapOf(i -> i == 70 ? 200 : 20).faults());
        assertEquals(List.of(), heapOf(i -> 40 - 0.1 * i).faults());
    }

    @Test
    void whatGrowsSlowlyUnderTheNoiseIsALeak() {
        Samples leaking = heapOf(i -> 20 + 0.1 * i + 15 * random.nextDouble());
        assertEquals(1, leaking.faults().size());
        assertTrue(
                leaking.faults().getFirst().startsWith("heap after a collection, MiB: grew by "),
                leaking.faults()::toString);
    }

    @Test
    void aStepThatStaysIsALeak() {
        var samples = new Samples();
        for (int i = 0; i < COUNT; i++) {
            samples.add(Figure.THREADS, i < 60 ? 30 : 33);
        }
        assertEquals(List.of("threads: grew by 3.0 (expected: <= 2)"), samples.faults());
        List<Cell> cells = samples.table().rows().getFirst().cells();
        assertEquals(List.of(Cell.of(30), Cell.of(33), Cell.of(33), Cell.atMost(2, 3)), cells);
    }

    private static Samples heapOf(IntToDoubleFunction value) {
        var samples = new Samples();
        for (int i = 0; i < COUNT; i++) {
            samples.add(Figure.HEAP, value.applyAsDouble(i));
        }
        return samples;
    }
}
