package dev.logway.bench;

import dev.logway.bench.replay.ReplayBench;
import dev.logway.bench.replay.ReplayPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logway bench replay}. */
@Command(
        name = "replay",
        description = "How many events a second one thread folds again, as 'replay' and 'verify' do.",
        showDefaultValues = true,
        sortOptions = false)
final class ReplayCommand implements Callable<Integer> {
    @Option(names = "--events", paramLabel = "N", defaultValue = "200000", description = "Events that are folded.")
    private int events;

    @Option(names = "--routes", paramLabel = "N", defaultValue = "1000", description = "Routes that they are about.")
    private int routes;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "How often it is measured.")
    private int runs;

    @Option(names = "--warmup", paramLabel = "N", defaultValue = "5", description = "Runs before that to warm up.")
    private int warmUps;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        var plan = new ReplayPlan(events, routes, runs, warmUps);
        return report.run((_, progress) -> new ReplayBench(plan, progress).run());
    }
}
