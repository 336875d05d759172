package dev.logway.bench.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A report for programs. Shape: {@code {bench, command, at, machine: {name: value}, settings: {name: value}, tables:
 * [{title, units: {column: unit}, rows: [{label, figures: {column: number or null}, targets: {column: {sign, limit,
 * met}}}]}], notes: [], faults: []}}.
 */
public final class JsonReport {
    private JsonReport() {}

    public static String of(Report report) {
        var tables = new JsonArray();
        report.tables().forEach(table -> tables.add(table(table)));
        return new JsonObject()
                .put("bench", report.bench())
                .put("command", report.command())
                .put("at", report.at().toString())
                .put("machine", facts(report.machine()))
                .put("settings", facts(report.settings()))
                .put("tables", tables)
                .put("notes", new JsonArray(report.notes()))
                .put("faults", new JsonArray(report.faults()))
                .encodePrettily();
    }

    private static JsonObject facts(List<Fact> facts) {
        var json = new JsonObject();
        facts.forEach(fact -> json.put(fact.name(), fact.value()));
        return json;
    }

    private static JsonObject table(Table table) {
        var units = new JsonObject();
        table.columns().forEach(column -> units.put(column.name(), column.unit()));
        var rows = new JsonArray();
        table.rows().forEach(row -> rows.add(row(row, table.columns())));
        return new JsonObject().put("title", table.title()).put("units", units).put("rows", rows);
    }

    private static JsonObject row(Row row, List<Column> columns) {
        var figures = new JsonObject();
        var targets = new JsonObject();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            switch (row.cells().get(i)) {
                case Cell.Blank() -> figures.putNull(name);
                case Cell.Value(double value) -> figures.put(name, finite(value));
                case Cell.Judged(double value, Target target) -> {
                    figures.put(name, finite(value));
                    targets.put(
                            name,
                            new JsonObject()
                                    .put("sign", target.sign())
                                    .put("limit", target.limit())
                                    .put("met", target.isMetBy(value)));
                }
            }
        }
        return new JsonObject()
                .put("label", row.label())
                .put("figures", figures)
                .put("targets", targets);
    }

    /** JSON has no word for infinity. */
    private static Object finite(double value) {
        return Double.isFinite(value) ? value : String.valueOf(value);
    }
}
