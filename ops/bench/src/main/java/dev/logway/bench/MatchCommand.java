package dev.logway.bench;

import dev.logway.bench.match.MatchBench;
import dev.logway.bench.match.MatchPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logway bench match}. */
@Command(
        name = "match",
        description = "What routing costs without a network: one match, one changed route, memory per route.",
        showDefaultValues = true,
        sortOptions = false)
final class MatchCommand implements Callable<Integer> {
    @Option(names = "--routes", paramLabel = "N", defaultValue = "100000", description = "Routes in the table.")
    private int routes;

    @Option(
            names = "--iteration-ms",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Length of one iteration; each benchmark has five to warm up and five that count.")
    private int iterationMillis;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "2", description = "JVMs that each benchmark runs in.")
    private int runs;

    @Option(names = "--jvm-flag", paramLabel = "FLAG", description = "One more JVM flag for them; may be repeated.")
    private List<String> jvmFlags = new ArrayList<>();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        var plan = new MatchPlan(routes, Duration.ofMillis(iterationMillis), runs, jvmFlags);
        return report.run((workspace, progress) -> new MatchBench(plan, progress).run(workspace));
    }
}
