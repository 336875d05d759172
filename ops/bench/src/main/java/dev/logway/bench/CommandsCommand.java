package dev.logway.bench;

import dev.logway.bench.commands.CommandsBench;
import dev.logway.bench.commands.CommandsPlan;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logway bench commands}. */
@Command(
        name = "commands",
        description = "How many commands a second are accepted, and how long one large changeset takes.",
        showDefaultValues = true,
        sortOptions = false)
final class CommandsCommand implements Callable<Integer> {
    @Option(names = "--seconds", paramLabel = "N", defaultValue = "20", description = "How long to measure.")
    private int seconds;

    @Option(names = "--warmup", paramLabel = "N", defaultValue = "60", description = "Seconds before measuring.")
    private int warmUp;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "64", description = "Concurrent clients.")
    private int connections;

    @Option(names = "--edges", paramLabel = "N", defaultValue = "2", description = "Edges of the system.")
    private int edges;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "6", description = "Large changesets.")
    private int runs;

    @Option(names = "--routes", paramLabel = "N", defaultValue = "10000", description = "Routes in each of them.")
    private int routes;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        var plan = new CommandsPlan(
                Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), connections, edges, runs, routes);
        return report.run((workspace, progress) -> new CommandsBench(plan, progress).run(workspace));
    }
}
