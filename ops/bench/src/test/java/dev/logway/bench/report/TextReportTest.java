package dev.logway.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextReportTest {
    @Test
    void columnsAreAlignedAndTargetsJudged() {
        assertEquals("""
                logway bench propagation, 2026-05-04T03:02:01Z

                  CPU    Z80
                  cores  2

                  edges  2

                Times
                  step                    p50 ms   seen
                  answered      12.35 (<= 15 ok)  1,234
                  served    20.01 (<= 20 MISSED)      -

                Note: Quiet.

                FAULT: Something was seen.
                """, TextReport.of(Reports.with(Reports.table())));
    }

    @Test
    void everythingIsAscii() {
        var table = new Table("µs × 2 ≤ 3", "≥", List.of(new Column("CPU", "µs", 1)), List.of(Row.of("x", Cell.of(1))));
        String text = TextReport.of(Reports.with(table));
        assertEquals(List.of(), text.chars().filter(c -> c > 126).boxed().toList());
    }
}
