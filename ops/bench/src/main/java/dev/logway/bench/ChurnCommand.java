package dev.logway.bench;

import dev.logway.bench.churn.ChurnBench;
import dev.logway.bench.churn.ChurnPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logway bench churn}. */
@Command(
        name = "churn",
        description = "What requests feel of changes: their latency while routes change, beside that while none does.",
        showDefaultValues = true,
        sortOptions = false)
final class ChurnCommand implements Callable<Integer> {
    @Option(names = "--seconds", paramLabel = "N", defaultValue = "8", description = "Length of one measurement.")
    private int seconds;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds, each with and without changes.")
    private int runs;

    @Option(names = "--warmup", paramLabel = "N", defaultValue = "30", description = "Seconds of both before.")
    private int warmUp;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "64", description = "Kept alive by the clients.")
    private int connections;

    @Option(names = "--routes", paramLabel = "N", defaultValue = "100000", description = "Routes in the edge's table.")
    private int routes;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "10000", description = "Requests/s.")
    private double rate;

    @Option(names = "--changes", paramLabel = "N", defaultValue = "100", description = "Changed routes/s.")
    private double changes;

    @Option(names = "--jvm-flag", paramLabel = "FLAG", description = "One more JVM flag for the edge; may be repeated.")
    private List<String> jvmFlags = new ArrayList<>();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        var plan = new ChurnPlan(
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                runs,
                connections,
                routes,
                rate,
                changes,
                jvmFlags);
        return report.run((workspace, progress) -> new ChurnBench(plan, progress).run(workspace));
    }
}
