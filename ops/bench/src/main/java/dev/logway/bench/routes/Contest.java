package dev.logway.bench.routes;

import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import dev.logway.bench.stats.Medians;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Figures of several tables, each measured once a round; the first is what the others are compared with. */
final class Contest {
    private final Map<String, Double> leastShares = new LinkedHashMap<>();
    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

    /** One measurement. */
    record Round(double perSecond, double p99Millis, double cpuMicros) {}

    /** @param leastShare of the first table's rate */
    void enter(String table, double leastShare) {
        leastShares.put(table, leastShare);
        rounds.put(table, new ArrayList<>());
    }

    void add(String table, Round round) {
        Objects.requireNonNull(rounds.get(table)).add(round);
    }

    Table table() {
        double first = median(rounds.keySet().iterator().next(), Round::perSecond);
        double firstCpu = median(rounds.keySet().iterator().next(), Round::cpuMicros);
        var rows = new ArrayList<Row>();
        leastShares.forEach((name, least) -> {
            double share = median(name, Round::perSecond) / first;
            rows.add(Row.of(
                    name,
                    Cell.of(median(name, Round::perSecond)),
                    Cell.of(median(name, Round::p99Millis)),
                    Cell.of(median(name, Round::cpuMicros)),
                    rows.isEmpty() ? Cell.of(share) : Cell.atLeast(least, share),
                    Cell.of(median(name, Round::cpuMicros) / firstCpu)));
        });
        return new Table(
                "As many requests as an edge answers on one core",
                "requests spread over",
                List.of(
                        Column.count("requests/s"),
                        Column.millis("p99"),
                        new Column("CPU per request", "µs", 1),
                        Column.ratio("rate / one route"),
                        Column.ratio("CPU / one route")),
                rows);
    }

    private double median(String table, ToDoubleFunction<Round> figure) {
        return Medians.of(Objects.requireNonNull(rounds.get(table)).stream()
                .map(figure::applyAsDouble)
                .toList());
    }
}
