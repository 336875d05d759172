package dev.logway.bench;

import dev.logway.bench.history.HistoryBench;
import dev.logway.bench.history.HistoryPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logway bench history}. */
@Command(
        name = "history",
        description = "How long an answer as of another moment takes, in a history of many changes.",
        showDefaultValues = true,
        sortOptions = false)
final class HistoryCommand implements Callable<Integer> {
    @Option(names = "--events", paramLabel = "N", defaultValue = "1000000", description = "Changes of the history.")
    private int events;

    @Option(names = "--routes", paramLabel = "N", defaultValue = "1000", description = "Routes that they are about.")
    private int routes;

    @Option(names = "--moments", paramLabel = "N", defaultValue = "9", description = "Moments that are asked for.")
    private int moments;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        var plan = new HistoryPlan(events, routes, moments);
        return report.run((workspace, progress) -> new HistoryBench(plan, progress).run(workspace));
    }
}
