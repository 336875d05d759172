package dev.logway.bench.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.bench.report.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContestTest {
    @Test
    void everyTableIsComparedWithTheFirst() {
        var contest = new Contest();
        contest.enter("one route", 1);
        contest.enter("many routes", 0.9);
        List.of(100.0, 200.0, 300.0).forEach(rate -> contest.add("one route", new Contest.Round(rate, 1, 10)));
        contest.add("many routes", new Contest.Round(150, 2, 12));
        List<Cell> one = contest.table().rows().getFirst().cells();
        List<Cell> many = contest.table().rows().getLast().cells();
        assertEquals(Cell.of(1), one.get(3));
        assertEquals(Cell.atLeast(0.9, 0.75), many.get(3));
        assertEquals(Cell.of(1.2), many.get(4));
    }
}
