package dev.logway.bench;

import dev.logway.bench.load.Generator;
import dev.logway.bench.proxy.AccessLog;
import dev.logway.bench.proxy.ProxyBench;
import dev.logway.bench.proxy.ProxyPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logway bench proxy}. */
@Command(
        name = "proxy",
        description = "What proxying a request costs: one edge on one core beside nginx and HAProxy.",
        showDefaultValues = true,
        sortOptions = false)
final class ProxyCommand implements Callable<Integer> {
    @Option(names = "--seconds", paramLabel = "N", defaultValue = "8", description = "Length of one measurement.")
    private int seconds;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "Rounds over all proxies.")
    private int runs;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "30",
            description = "Seconds of load on the edge before.")
    private int warmUp;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "64", description = "Kept alive by the clients.")
    private int connections;

    @Option(names = "--routes", paramLabel = "N", defaultValue = "1", description = "Routes in the edge's table.")
    private int routes;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Requests/s of the second part; without it 70 %% of the slowest proxy's highest.")
    private @Nullable Double rate;

    @Option(
            names = "--generator",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "${COMPLETION-CANDIDATES}; auto takes the first that is installed.")
    private Generator.Choice generator = Generator.Choice.AUTO;

    @Option(
            names = "--access-log",
            description = "All write access logs: the edge with metrics beside nginx, without HAProxy.")
    private boolean isLogging;

    @Option(names = "--jvm-flag", paramLabel = "FLAG", description = "One more JVM flag for the edge; may be repeated.")
    private List<String> jvmFlags = new ArrayList<>();

    @Option(
            names = "--edge-setting",
            paramLabel = "KEY=VALUE",
            description = "One more setting for the edge; may be repeated.")
    private List<String> edgeSettings = new ArrayList<>();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        var plan = new ProxyPlan(
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                runs,
                connections,
                routes,
                isLogging ? AccessLog.ON : AccessLog.OFF,
                rate,
                generator,
                jvmFlags,
                edgeSettings);
        return report.run((workspace, progress) -> new ProxyBench(plan, progress).run(workspace));
    }
}
