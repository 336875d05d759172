package dev.logway.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A report for a terminal, in plain ASCII because a terminal's character set is not known. */
public final class TextReport {
    private static final String GAP = "  ";

    private TextReport() {}

    public static String of(Report report) {
        var text = new StringBuilder();
        text.append("logway bench ").append(report.bench()).append(", ").append(report.at());
        text.append("\n\n");
        facts(text, report.machine());
        text.append('\n');
        facts(text, report.settings());
        for (Table table : report.tables()) {
            text.append('\n').append(table.title()).append('\n');
            append(text, table);
        }
        report.notes().forEach(note -> text.append("\nNote: ").append(note));
        text.append(report.notes().isEmpty() ? "" : "\n");
        report.faults().forEach(fault -> text.append("\nFAULT: ").append(fault));
        text.append(report.faults().isEmpty() ? "" : "\n");
        return ascii(text.toString());
    }

    private static void facts(StringBuilder text, List<Fact> facts) {
        int width = facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
        for (Fact fact : facts) {
            text.append(GAP).append(padRight(fact.name(), width)).append(GAP).append(fact.value());
            text.append('\n');
        }
    }

    private static void append(StringBuilder text, Table table) {
        var lines = new ArrayList<List<String>>();
        var heading = new ArrayList<String>();
        heading.add(table.subject());
        table.columns().forEach(column -> heading.add(column.heading()));
        lines.add(heading);
        for (Row row : table.rows()) {
            var line = new ArrayList<String>();
            line.add(row.label());
            for (int i = 0; i < row.cells().size(); i++) {
                line.add(cell(row.cells().get(i), table.columns().get(i)));
            }
            lines.add(line);
        }
        int[] widths = new int[heading.size()];
        lines.forEach(line -> widen(widths, line));
        for (List<String> line : lines) {
            var row = new StringBuilder(GAP).append(padRight(line.getFirst(), widths[0]));
            for (int i = 1; i < line.size(); i++) {
                row.append(GAP).append(padLeft(line.get(i), widths[i]));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
    }

    private static void widen(int[] widths, List<String> line) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], line.get(i).length());
        }
    }

    private static String cell(Cell cell, Column column) {
        return switch (cell) {
            case Cell.Blank() -> "-";
            case Cell.Value(double value) -> Numbers.fixed(value, column.decimals());
            case Cell.Judged(double value, Target target) ->
                Numbers.fixed(value, column.decimals()) + " (" + target.sign() + " " + Numbers.plain(target.limit())
                        + (target.isMetBy(value) ? " ok)" : " MISSED)");
        };
    }

    private static String padRight(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String padLeft(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }

    private static String ascii(String text) {
        return text.replace("µ", "u").replace("×", "x").replace("≤", "<=").replace("≥", ">=");
    }
}
