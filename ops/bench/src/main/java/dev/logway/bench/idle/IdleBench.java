package dev.logway.bench.idle;

import dev.logway.bench.gateway.Gateway;
import dev.logway.bench.http.Request;
import dev.logway.bench.machine.Memory;
import dev.logway.bench.machine.ProcessorTime;
import dev.logway.bench.process.Waiting;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Fact;
import dev.logway.bench.report.Findings;
import dev.logway.bench.report.Progress;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import dev.logway.bench.system.Edge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures what an edge holds in memory with many idle connections, and what they cost of the processor. */
public final class IdleBench {
    private static final double MOST_MIB = 200;
    private static final double KIB_PER_MIB = 1024;
    private static final Duration OBSERVED = Duration.ofSeconds(5);

    private final IdlePlan plan;
    private final Progress progress;

    public IdleBench(IdlePlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** @throws dev.logway.bench.process.BenchException if something does not start, or a connection is refused */
    public Findings run(Workspace workspace) {
        try (var gateway = Gateway.start(workspace, progress);
                var connections = new IdleConnections()) {
            var settings = List.of(
                    "connections.max=" + 2 * plan.connections(),
                    "connections.per.address.max=" + 2 * plan.connections());
            Edge edge = gateway.edge("idle", List.of(), settings, plan.jvmFlags());
            byte[] request = Request.get(Gateway.LAST);
            double before = Memory.residentMib(edge.handle());
            progress.show("opening " + plan.connections() + " connections");
            connections.open(edge.port(), plan.connections(), request);
            double open = Memory.residentMib(edge.handle());
            progress.show("leaving them alone, " + OBSERVED.toSeconds() + " s");
            double cores = idleCores(edge);
            double idle = Memory.residentMib(edge.handle());
            int answering = connections.answering(request);
            double after = Memory.residentMib(edge.handle());
            var table = new Table(
                    "Resident memory of an edge",
                    "with",
                    List.of(
                            new Column("memory", "MiB", 0),
                            new Column("per connection", "KiB", 1),
                            new Column("cores used", "", 3)),
                    List.of(
                            Row.of("no connection", Cell.of(before), Cell.BLANK, Cell.BLANK),
                            row("just opened", open, before),
                            Row.of(
                                    count("idle"),
                                    Cell.atMost(MOST_MIB, idle),
                                    Cell.of((idle - before) * KIB_PER_MIB / plan.connections()),
                                    Cell.of(cores)),
                            row("after one more request on each", after, before)));
            return new Findings(
                    List.of(
                            new Fact("connections", String.valueOf(plan.connections())),
                            Fact.jvmFlags(plan.jvmFlags())),
                    List.of(table),
                    List.of("Each connection had one request before; all come from one address."),
                    faults(answering));
        }
    }

    private Row row(String label, double mib, double before) {
        return Row.of(
                count(label), Cell.of(mib), Cell.of((mib - before) * KIB_PER_MIB / plan.connections()), Cell.BLANK);
    }

    private String count(String label) {
        return String.format(Locale.ROOT, "%,d connections, %s", plan.connections(), label);
    }

    private static double idleCores(Edge edge) {
        Duration used = ProcessorTime.of(edge.handle());
        Waiting.forDuration(OBSERVED);
        return (double) ProcessorTime.of(edge.handle()).minus(used).toNanos() / OBSERVED.toNanos();
    }

    private List<String> faults(int answering) {
        var faults = new ArrayList<String>();
        if (answering != plan.connections()) {
            faults.add(plan.connections() - answering + " connections did not answer a second request");
        }
        return faults;
    }
}
