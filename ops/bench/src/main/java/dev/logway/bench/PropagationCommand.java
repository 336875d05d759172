package dev.logway.bench;

import dev.logway.bench.propagation.PropagationBench;
import dev.logway.bench.propagation.PropagationPlan;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logway bench propagation}. */
@Command(
        name = "propagation",
        description = "How long a new route takes from its PUT until the edges serve it.",
        showDefaultValues = true,
        sortOptions = false)
final class PropagationCommand implements Callable<Integer> {
    @Option(names = "--seconds", paramLabel = "N", defaultValue = "30", description = "How long to measure.")
    private int seconds;

    @Option(names = "--warmup", paramLabel = "N", defaultValue = "20", description = "Seconds before measuring.")
    private int warmUp;

    @Option(names = "--edges", paramLabel = "N", defaultValue = "2", description = "Edges that must serve the route.")
    private int edges;

    @Option(names = "--routes", paramLabel = "N", defaultValue = "0", description = "Routes that are there before.")
    private int routes;

    @Option(
            names = "--gap-ms",
            paramLabel = "N",
            defaultValue = "10",
            description = "Pause between two changes, on average.")
    private int gapMillis;

    @Option(
            names = "--poll-us",
            paramLabel = "N",
            defaultValue = "500",
            description = "Pause between an edge's answer and the next question to it.")
    private int pollMicros;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        var plan = new PropagationPlan(
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                Duration.ofMillis(gapMillis),
                Duration.ofNanos(pollMicros * 1_000L),
                edges,
                routes);
        return report.run((workspace, progress) -> new PropagationBench(plan, progress).run(workspace));
    }
}
