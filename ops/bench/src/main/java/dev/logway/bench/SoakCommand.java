package dev.logway.bench;

import dev.logway.bench.soak.SoakBench;
import dev.logway.bench.soak.SoakPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logway bench soak}. */
@Command(
        name = "soak",
        description = "Whether an edge that is used in every way under changes comes to hold more and more.",
        showDefaultValues = true,
        sortOptions = false)
final class SoakCommand implements Callable<Integer> {
    @Option(names = "--seconds", paramLabel = "N", defaultValue = "600", description = "How long it is observed.")
    private int seconds;

    @Option(names = "--warmup", paramLabel = "N", defaultValue = "60", description = "Seconds of the same before.")
    private int warmUp;

    @Option(names = "--every", paramLabel = "N", defaultValue = "5", description = "Seconds from sample to sample.")
    private int every;

    @Option(
            names = "--changes",
            paramLabel = "N",
            defaultValue = "100",
            description = "Changes of routes and others/s.")
    private double changes;

    @Option(names = "--jvm-flag", paramLabel = "FLAG", description = "One more JVM flag for the edge; may be repeated.")
    private List<String> jvmFlags = new ArrayList<>();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        var plan = new SoakPlan(
                Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), Duration.ofSeconds(every), changes, jvmFlags);
        return report.run((workspace, progress) -> new SoakBench(plan, progress).run(workspace));
    }
}
