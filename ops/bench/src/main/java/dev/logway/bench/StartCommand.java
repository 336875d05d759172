package dev.logway.bench;

import dev.logway.bench.start.StartBench;
import dev.logway.bench.start.StartPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logway bench start}. */
@Command(
        name = "start",
        description =
                "How long 'up' takes until it is ready, and an edge with many routes until it serves the last one.",
        showDefaultValues = true,
        sortOptions = false)
final class StartCommand implements Callable<Integer> {
    @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "How often each start is measured.")
    private int runs;

    @Option(names = "--routes", paramLabel = "N", defaultValue = "100000", description = "Routes of the edge.")
    private int routes;

    @Option(names = "--edges", paramLabel = "N", defaultValue = "2", description = "Edges of 'up'.")
    private int edges;

    @Option(names = "--jvm-flag", paramLabel = "FLAG", description = "One more JVM flag for the edge; may be repeated.")
    private List<String> jvmFlags = new ArrayList<>();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        var plan = new StartPlan(runs, routes, edges, jvmFlags);
        return report.run((workspace, progress) -> new StartBench(plan, progress).run(workspace));
    }
}
