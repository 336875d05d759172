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
        description = "Every benchmark with its defaults, one after the other.",
        showDefaultValues = true,
        sortOptions = false)
final class AllCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        int worst = 0;
        for (String bench : List.of("match", "start", "propagation", "commands", "proxy")) {
            var arguments = new ArrayList<String>(List.of(bench));
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
