package dev.logway.bench.start;

import dev.logway.bench.process.Workspace;
import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Progress;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import dev.logway.bench.stats.Medians;
import dev.logway.bench.system.Logway;
import java.util.ArrayList;
import java.util.List;

/** Starts of {@code logway up}, on a new data directory and again on the same one. */
final class UpStarts {
    private static final double LIMIT_SECONDS = 10;
    private static final double END_LIMIT_SECONDS = 5;

    private final StartPlan plan;
    private final Progress progress;
    private final List<Double> cold = new ArrayList<>();
    private final List<Double> again = new ArrayList<>();
    private final List<Double> endings = new ArrayList<>();

    UpStarts(StartPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    Table run(Workspace workspace) {
        for (int run = 1; run <= plan.runs(); run++) {
            progress.show("up, run " + run + " of " + plan.runs());
            start(workspace, "up-" + run, cold);
            start(workspace, "up-" + run, again);
        }
        return new Table(
                "logway up",
                "from the process's birth",
                List.of(Column.seconds("median"), Column.seconds("slowest")),
                List.of(
                        row("ready, on a new data directory", LIMIT_SECONDS, cold),
                        row("ready, on the same data directory", LIMIT_SECONDS, again),
                        row("SIGTERM until ended", END_LIMIT_SECONDS, endings)));
    }

    private void start(Workspace workspace, String data, List<Double> times) {
        try (var logway = Logway.start(workspace, data, plan.edges(), Logway.Placement.ANYWHERE)) {
            times.add(logway.startNanos() / 1e9);
            endings.add(logway.end() / 1e9);
        }
    }

    static Row row(String label, double limitSeconds, List<Double> times) {
        return Row.of(
                label,
                Cell.atMost(limitSeconds, Medians.of(times)),
                Cell.of(times.stream().mapToDouble(Double::doubleValue).max().orElseThrow()));
    }
}
