package dev.logway.bench.report;

import java.util.List;

/** One line of a table: what was measured, and its figures in the order of the columns. */
public record Row(String label, List<Cell> cells) {
    /** Copies {@code cells}. */
    public Row {
        cells = List.copyOf(cells);
    }

    public static Row of(String label, Cell... cells) {
        return new Row(label, List.of(cells));
    }
}
