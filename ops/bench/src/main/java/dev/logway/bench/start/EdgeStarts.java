package dev.logway.bench.start;

import dev.logway.bench.machine.Memory;
import dev.logway.bench.machine.ProcessorTime;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Progress;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import dev.logway.bench.stats.Medians;
import dev.logway.bench.system.Admin;
import dev.logway.bench.system.Documents;
import dev.logway.bench.system.Edge;
import dev.logway.bench.system.Logway;
import dev.logway.bench.system.Probe;
import dev.logway.bench.system.StaticOrigin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Starts of one edge whose group has many routes: out of the topic, and out of its own snapshot. */
final class EdgeStarts {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String GROUP = "large";
    private static final String GROUP_PATH = "/v1/groups/" + GROUP;
    private static final String UPSTREAM = "bench";

    private final StartPlan plan;
    private final Progress progress;

    EdgeStarts(StartPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Times in s from the process's birth, processor time in s, memory in MiB. */
    private record Start(double ready, double served, double cpu, double memory) {}

    Table run(Workspace workspace) {
        try (var origin = StaticOrigin.start();
                var logway = Logway.start(workspace, "large", 1, Logway.Placement.ANYWHERE)) {
            fill(logway, origin);
            var fromTopic = new ArrayList<Start>();
            var fromSnapshot = new ArrayList<Start>();
            for (int run = 1; run <= plan.runs(); run++) {
                progress.show("edge with " + plan.routes() + " routes, run " + run + " of " + plan.runs());
                fromTopic.add(start(workspace, logway, "edge-" + run));
                fromSnapshot.add(start(workspace, logway, "edge-" + run));
            }
            return new Table(
                    "An edge with " + plan.routes() + " routes (medians)",
                    "start",
                    List.of(
                            Column.seconds("ready"),
                            Column.seconds("last route served"),
                            Column.seconds("slowest"),
                            Column.seconds("CPU"),
                            new Column("memory", "MiB", 0)),
                    List.of(row("from the topic", 5, fromTopic), row("from its snapshot", 2.5, fromSnapshot)));
        }
    }

    private void fill(Logway logway, StaticOrigin origin) {
        try (Admin admin = logway.admin()) {
            admin.put(GROUP_PATH, "{}");
            admin.put(GROUP_PATH + "/upstreams/" + UPSTREAM, Documents.upstream(origin.port()));
            for (int first = 0; first < plan.routes(); first += Documents.CHANGESET) {
                int count = Math.min(Documents.CHANGESET, plan.routes() - first);
                progress.show("making " + (first + count) + " of " + plan.routes() + " routes");
                admin.post(
                        GROUP_PATH + "/changesets",
                        Documents.putRoutes(first, count, i -> "route-" + i, EdgeStarts::uri, UPSTREAM));
            }
        }
    }

    private Start start(Workspace workspace, Logway logway, String name) {
        var setup = new Edge.Setup(name, GROUP, Edge.Placement.ANYWHERE, List.of(), plan.jvmFlags());
        try (var edge = Edge.start(workspace, logway.bootstrapServers(), setup)) {
            long ready = Probe.until200(edge.statusPort(), "/status/ready", LIMIT, edge::requireAlive);
            long served = Probe.until200(edge.port(), uri(plan.routes() - 1), LIMIT, edge::requireAlive);
            return new Start(
                    (ready - edge.startedNanos()) / 1e9,
                    (served - edge.startedNanos()) / 1e9,
                    ProcessorTime.of(edge.handle()).toNanos() / 1e9,
                    Memory.residentMib(edge.handle()));
        }
    }

    private static Row row(String label, double limitSeconds, List<Start> starts) {
        return Row.of(
                label,
                Cell.of(median(starts, Start::ready)),
                Cell.atMost(limitSeconds, median(starts, Start::served)),
                Cell.of(starts.stream().mapToDouble(Start::served).max().orElseThrow()),
                Cell.of(median(starts, Start::cpu)),
                Cell.of(median(starts, Start::memory)));
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
        return Medians.of(starts.stream().map(figure::applyAsDouble).toList());
    }

    private static String uri(int route) {
        return "/large/" + route;
    }
}
