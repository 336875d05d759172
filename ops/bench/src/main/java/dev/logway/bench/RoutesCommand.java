package dev.logway.bench;

import dev.logway.bench.routes.RoutesBench;
import dev.logway.bench.routes.RoutesPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logway bench routes}. */
@Command(
        name = "routes",
        description = "What the number of routes costs when requests are spread over all of them.",
        showDefaultValues = true,
        sortOptions = false)
final class RoutesCommand implements Callable<Integer> {
    @Option(names = "--seconds", paramLabel = "N", defaultValue = "5", description = "Length of one measurement.")
    private int seconds;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "Rounds over all tables.")
    private int runs;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "20",
            description = "Seconds of load on each edge before.")
    private int warmUp;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "64", description = "Kept alive by the clients.")
    private int connections;

    @Option(names = "--routes", paramLabel = "N", defaultValue = "100000", description = "Routes of the largest table.")
    private int routes;

    @Option(
            names = "--jvm-flag",
            paramLabel = "FLAG",
            description = "One more JVM flag for the edges; may be repeated.")
    private List<String> jvmFlags = new ArrayList<>();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        var plan = new RoutesPlan(
                Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), runs, connections, routes, jvmFlags);
        return report.run((workspace, progress) -> new RoutesBench(plan, progress).run(workspace));
    }
}
