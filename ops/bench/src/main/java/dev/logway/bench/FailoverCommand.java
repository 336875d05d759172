package dev.logway.bench;

import dev.logway.bench.failover.FailoverBench;
import dev.logway.bench.failover.FailoverPlan;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logway bench failover}. */
@Command(
        name = "failover",
        description = "Whether requests fail when a node of their upstream is killed under load and restarted.",
        showDefaultValues = true,
        sortOptions = false)
final class FailoverCommand implements Callable<Integer> {
    @Option(names = "--kills", paramLabel = "N", defaultValue = "5", description = "How often the node is killed.")
    private int kills;

    @Option(
            names = "--pause-ms",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Before each kill, and before the restart behind it.")
    private int pauseMillis;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "64", description = "Kept alive by the clients.")
    private int connections;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "5000", description = "Requests/s.")
    private double rate;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        var plan = new FailoverPlan(kills, Duration.ofMillis(pauseMillis), connections, rate);
        return report.run((workspace, progress) -> new FailoverBench(plan, progress).run(workspace));
    }
}
