package dev.logway.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
    @Test
    void aRowHasAsManyCellsAsThereAreColumns() {
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> new Table("t", "s", List.of(Column.millis("p50")), List.of(Row.of("x"))));
        assertEquals("cells of 'x': 0 (expected: 1)", e.getMessage());
    }
}
