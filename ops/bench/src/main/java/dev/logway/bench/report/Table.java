package dev.logway.bench.report;

import java.util.List;

/**
 * Figures of one kind.
 *
 * @param subject heading of the first column, which holds the rows' labels
 */
public record Table(String title, String subject, List<Column> columns, List<Row> rows) {
    /** @throws IllegalArgumentException if a row has another number of cells than there are columns */
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.cells().size() != columns.size()) {
                throw new IllegalArgumentException("cells of '" + row.label() + "': "
                        + row.cells().size() + " (expected: " + columns.size() + ")");
            }
        }
    }
}
