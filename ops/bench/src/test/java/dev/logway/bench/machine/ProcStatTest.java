package dev.logway.bench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class ProcStatTest {
    @Test
    void timesAreTheFourteenthToSeventeenthField() {
        assertEquals(
                new ProcStat(123 + 45, 67 + 8),
                ProcStat.parse(
                        "6940 (nginx) S 1 6940 6940 0 -1 4194560 1105 0 0 0 123 45 67 8 20 0 1 0 280000 1 2 3\n"));
    }

    @Test
    void aNameMayLookLikeFields() {
        assertEquals(
                new ProcStat(3, 7),
                ProcStat.parse("1 (a) R 9 9) S 1 2 3 0 -1 4194560 1105 0 0 0 1 2 3 4 20 0 1 0 280000"));
    }

    @Test
    void anythingElseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ProcStat.parse(""));
        assertThrows(IllegalArgumentException.class, () -> ProcStat.parse("1 (java) S 1 2 3"));
    }
}
