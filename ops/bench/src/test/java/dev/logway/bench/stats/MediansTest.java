package dev.logway.bench.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MediansTest {
    @Test
    void theMiddleOneOfAnOddNumber() {
        assertEquals(2, Medians.of(List.of(9.0, 1.0, 2.0)));
    }

    @Test
    void theMeanOfTheMiddleTwoOfAnEvenNumber() {
        assertEquals(2.5, Medians.of(List.of(9.0, 1.0, 2.0, 3.0)));
    }

    @Test
    void noSamplesHaveNoMiddle() {
        assertThrows(IllegalArgumentException.class, () -> Medians.of(List.of()));
    }

    @Test
    void spreadIsAShareOfTheMedian() {
        assertEquals(0.5, Medians.spread(List.of(8.0, 10.0, 13.0)), 1e-9);
        assertEquals(0, Medians.spread(List.of(0.0, 0.0)));
    }
}
