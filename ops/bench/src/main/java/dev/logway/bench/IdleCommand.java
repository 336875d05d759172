package dev.logway.bench;

import dev.logway.bench.idle.IdleBench;
import dev.logway.bench.idle.IdlePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logway bench idle}. */
@Command(
        name = "idle",
        description = "What an edge holds in memory with many kept-alive connections that nothing happens on.",
        showDefaultValues = true,
        sortOptions = false)
final class IdleCommand implements Callable<Integer> {
    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Idle connections; the limit of open files must allow them (ulimit -n).")
    private int connections;

    @Option(names = "--jvm-flag", paramLabel = "FLAG", description = "One more JVM flag for the edge; may be repeated.")
    private List<String> jvmFlags = new ArrayList<>();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        return report.run(
                (workspace, progress) -> new IdleBench(new IdlePlan(connections, jvmFlags), progress).run(workspace));
    }
}
