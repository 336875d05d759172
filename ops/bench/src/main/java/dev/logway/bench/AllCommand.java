package dev.logway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code logway bench all}. */
@Command(
        name = "all",
        description = "Every benchmark but soak, with its defaults, one after the other.",
        showDefaultValues = true,
        sortOptions = false)
final class AllCommand implements Callable<Integer> {
    private static final List<List<String>> BENCHMARKS = List.of(
            List.of("match"),
            List.of("start"),
            List.of("propagation"),
            List.of("commands"),
            List.of("proxy"),
            List.of("proxy", "--access-log"),
            List.of("routes"),
            List.of("churn"),
            List.of("idle"),
            List.of("failover"),
            List.of("replay"),
            List.of("history"),
            List.of("fanout"));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        int worst = 0;
        for (List<String> bench : BENCHMARKS) {
            var arguments = new ArrayList<String>(bench);
            arguments.addAll(report.arguments());
            int status = BenchCli.commandLine()
                    .setOut(spec.commandLine().getOut())
                    .setErr(spec.commandLine().getErr())
                    .execute(arguments.toArray(String[]::new));
            worst = Math.max(worst, status);
        }
        return worst;
    }
}
