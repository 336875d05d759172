package dev.logway.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** A report as a block for {@code docs/benchmarks.md}. */
public final class MarkdownReport {
    private MarkdownReport() {}

    public static String of(Report report) {
        var text = new StringBuilder();
        text.append("```sh\n").append(report.command()).append("\n```\n\n");
        text.append(facts(report.settings())).append("\n\n");
        report.tables().forEach(table -> append(text, table));
        for (String note : report.notes()) {
            text.append("- ").append(note).append('\n');
        }
        for (String fault : report.faults()) {
            text.append("- **Fault, the figures do not count:** ").append(fault).append('\n');
        }
        text.append("- Run at ").append(report.at()).append(" on ");
        return text.append(facts(report.machine())).append('\n').toString();
    }

    private static String facts(List<Fact> facts) {
        return facts.stream().map(fact -> fact.name() + ": " + fact.value()).collect(Collectors.joining("; ")) + ".";
    }

    private static void append(StringBuilder text, Table table) {
        text.append("**").append(table.title()).append("**\n\n");
        text.append("| ").append(escaped(table.subject())).append(" |");
        table.columns()
                .forEach(column ->
                        text.append(' ').append(escaped(column.heading())).append(" |"));
        text.append("\n|---|").append("---:|".repeat(table.columns().size())).append('\n');
        for (Row row : table.rows()) {
            text.append("| ").append(escaped(row.label())).append(" |");
            for (int i = 0; i < row.cells().size(); i++) {
                text.append(' ')
                        .append(cell(row.cells().get(i), table.columns().get(i)))
                        .append(" |");
            }
            text.append('\n');
        }
        text.append('\n');
    }

    private static String cell(Cell cell, Column column) {
        return switch (cell) {
            case Cell.Blank() -> "–";
            case Cell.Value(double value) -> Numbers.fixed(value, column.decimals());
            case Cell.Judged(double value, Target target) ->
                Numbers.fixed(value, column.decimals()) + " (" + sign(target) + " " + Numbers.plain(target.limit())
                        + (target.isMetBy(value) ? ")" : ", **missed**)");
        };
    }

    private static String sign(Target target) {
        return switch (target) {
            case Target.AtMost _ -> "≤";
            case Target.AtLeast _ -> "≥";
        };
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
