package dev.logway.bench.proxy;

import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import dev.logway.bench.stats.Medians;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Medians of a race over its rounds, and how each contender stands beside nginx. */
record Standings(Map<Contender, List<Measurement>> results, AccessLog accessLog) {
    private static final int PERCENT = 100;
    private static final double MOST_WITH_LOG = 1.4;

    /** Keeps the contenders' order. */
    Standings {
        results = new LinkedHashMap<>(results);
    }

    /** The table of a race in which each was asked as fast as it answered. */
    Table atFullSpeed() {
        return new Table(
                "As many requests as it answers on one core",
                "proxy",
                List.of(
                        Column.count("requests/s"),
                        Column.millis("p50"),
                        Column.millis("p99"),
                        new Column("CPU per request", "µs", 1),
                        new Column("spread of CPU", "%", 0),
                        new Column("allocated per request", "B", 0),
                        Column.ratio("rate / nginx"),
                        Column.ratio("CPU / nginx")),
                results.keySet().stream().map(this::fullSpeedRow).toList());
    }

    /** The table of a race in which each was asked at the same rate. */
    Table atFixedRate(double perSecond) {
        return new Table(
                String.format(Locale.ROOT, "At %,.0f requests/s each", perSecond),
                "proxy",
                List.of(
                        Column.millis("p50"),
                        Column.millis("p99"),
                        new Column("CPU per request", "µs", 1),
                        Column.ratio("p99 / nginx"),
                        Column.ratio("CPU / nginx")),
                results.keySet().stream().map(this::fixedRateRow).toList());
    }

    /** Requests a second of the slowest contender. */
    double slowest() {
        return results.values().stream()
                .mapToDouble(rounds -> Measurement.median(rounds).perSecond())
                .min()
                .orElseThrow();
    }

    private Row fullSpeedRow(Contender contender) {
        Measurement own = median(contender);
        return Row.of(
                contender.name(),
                Cell.of(own.perSecond()),
                cell(own.p50Millis()),
                cell(own.p99Millis()),
                Cell.of(own.cpuMicros()),
                Cell.of(PERCENT
                        * Medians.spread(rounds(contender).stream()
                                .map(Measurement::cpuMicros)
                                .toList())),
                cell(own.allocatedBytes()),
                besideNginx(own, Measurement::perSecond),
                cpuBesideNginx(contender, own));
    }

    private Row fixedRateRow(Contender contender) {
        Measurement own = median(contender);
        return Row.of(
                contender.name(),
                cell(own.p50Millis()),
                cell(own.p99Millis()),
                Cell.of(own.cpuMicros()),
                besideNginx(own, Measurement::p99Millis),
                besideNginx(own, Measurement::cpuMicros));
    }

    private List<Measurement> rounds(Contender contender) {
        return Objects.requireNonNull(results.get(contender));
    }

    private Measurement median(Contender contender) {
        return Measurement.median(rounds(contender));
    }

    private Cell besideNginx(Measurement own, ToDoubleFunction<Measurement> figure) {
        return nginx().map(nginx -> cell(figure.applyAsDouble(own) / figure.applyAsDouble(nginx)))
                .orElse(Cell.BLANK);
    }

    /** With access logs there is a figure that the edge should keep to. */
    private Cell cpuBesideNginx(Contender contender, Measurement own) {
        Cell cell = besideNginx(own, Measurement::cpuMicros);
        return accessLog == AccessLog.ON
                        && contender.name().equals(Field.EDGE)
                        && cell instanceof Cell.Value(double ratio)
                ? Cell.atMost(MOST_WITH_LOG, ratio)
                : cell;
    }

    private Optional<Measurement> nginx() {
        return results.keySet().stream()
                .filter(contender -> contender.name().equals(Nginx.NAME))
                .findFirst()
                .map(this::median);
    }

    private static Cell cell(double value) {
        return Double.isNaN(value) ? Cell.BLANK : Cell.of(value);
    }
}
