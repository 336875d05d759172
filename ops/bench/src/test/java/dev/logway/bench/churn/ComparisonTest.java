package dev.logway.bench.churn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.bench.report.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
    @Test
    void theTailWhileRoutesChangeStandsBesideTheQuietOne() {
        var comparison = new Comparison();
        comparison.quiet(new Comparison.Round(1, 2, 9, 20, 0));
        comparison.changing(new Comparison.Round(1, 3, 9, 20, 4), 100);
        List<Cell> quiet = comparison.table().rows().getFirst().cells();
        List<Cell> changing = comparison.table().rows().getLast().cells();
        assertEquals(Cell.of(100), changing.getFirst());
        assertEquals(Cell.atMost(1.2, 1.5), changing.getLast());
        assertEquals(Cell.atMost(0, 0), quiet.get(5));
        assertEquals(Cell.atMost(0, 4), changing.get(5));
    }
}
