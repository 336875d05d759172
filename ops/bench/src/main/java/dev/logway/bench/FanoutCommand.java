package dev.logway.bench;

import dev.logway.bench.fanout.FanoutBench;
import dev.logway.bench.fanout.FanoutPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logway bench fanout}. */
@Command(
        name = "fanout",
        description = "How soon all of many edges confirm a change, and what each edge costs broker and control plane.",
        showDefaultValues = true,
        sortOptions = false)
final class FanoutCommand implements Callable<Integer> {
    @Option(
            names = "--edges",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,50,100,250,500",
            description = "Edges of each fleet that is measured.")
    private List<Integer> edges = List.of();

    @Option(names = "--routes", paramLabel = "N", defaultValue = "100", description = "Routes of each group.")
    private int routes;

    @Option(names = "--changes", paramLabel = "N", defaultValue = "20", description = "Changes that are timed.")
    private int changes;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "How long each fleet is left alone.")
    private int idleSeconds;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        var plan = new FanoutPlan(edges, routes, changes, Duration.ofSeconds(idleSeconds));
        return report.run((workspace, progress) -> new FanoutBench(plan, progress).run(workspace));
    }
}
