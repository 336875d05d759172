package dev.logway.bench.churn;

import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import dev.logway.bench.stats.Medians;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Rounds without changes beside rounds with changes. */
final class Comparison {
    private static final double MOST = 1.2;

    private final List<Round> quiet = new ArrayList<>();
    private final List<Round> changing = new ArrayList<>();
    private final List<Double> changesPerSecond = new ArrayList<>();

    /** One measurement. */
    record Round(double p50Millis, double p99Millis, double maxMillis, double cpuMicros, double failures) {}

    void quiet(Round round) {
        quiet.add(round);
    }

    /** @param perSecond changes that were accepted */
    void changing(Round round, double perSecond) {
        changing.add(round);
        changesPerSecond.add(perSecond);
    }

    Table table() {
        double quietP99 = median(quiet, Round::p99Millis);
        double changingP99 = median(changing, Round::p99Millis);
        return new Table(
                "Requests at a fixed rate",
                "while",
                List.of(
                        Column.count("changes/s"),
                        Column.millis("p50"),
                        Column.millis("p99"),
                        Column.millis("max"),
                        new Column("CPU per request", "µs", 1),
                        Column.count("failed"),
                        Column.ratio("p99 / quiet")),
                List.of(
                        row("nothing changes", 0, quiet, Cell.of(1)),
                        row(
                                "routes change",
                                Medians.of(changesPerSecond),
                                changing,
                                Cell.atMost(MOST, changingP99 / quietP99))));
    }

    private static Row row(String label, double changes, List<Round> rounds, Cell ratio) {
        return Row.of(
                label,
                Cell.of(changes),
                Cell.of(median(rounds, Round::p50Millis)),
                Cell.of(median(rounds, Round::p99Millis)),
                Cell.of(rounds.stream().mapToDouble(Round::maxMillis).max().orElse(0)),
                Cell.of(median(rounds, Round::cpuMicros)),
                Cell.atMost(0, rounds.stream().mapToDouble(Round::failures).sum()),
                ratio);
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Medians.of(rounds.stream().map(figure::applyAsDouble).toList());
    }
}
