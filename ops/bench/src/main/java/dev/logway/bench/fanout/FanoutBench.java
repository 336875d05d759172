package dev.logway.bench.fanout;

import dev.logway.bench.http.HttpAnswer;
import dev.logway.bench.machine.ProcessorTime;
import dev.logway.bench.machine.ThreadTime;
import dev.logway.bench.process.BenchException;
import dev.logway.bench.process.ChildProcess;
import dev.logway.bench.process.JavaProgram;
import dev.logway.bench.process.Waiting;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Fact;
import dev.logway.bench.report.Findings;
import dev.logway.bench.report.Progress;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import dev.logway.bench.stats.Medians;
import dev.logway.bench.system.Admin;
import dev.logway.bench.system.Documents;
import dev.logway.bench.system.Logway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Measures how soon the last of many edges confirms a change, and what each edge costs the broker and the control
 * plane, at rest and for a change.
 */
public final class FanoutBench {
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final List<String> JVM_FLAGS = List.of("-Xmx4g", "-Xss256k", "-XX:+UseSerialGC");
    private static final double MILLIS = 1e6;
    private static final double MICROS = 1e3;

    private final FanoutPlan plan;
    private final Progress progress;

    /** How {@code edges} edges fared: times in ns, the cost of a change in CPU ns of each part. */
    private record Fleet(int edges, List<Double> lastReceipt, Cost idle, Cost change) {}

    /**
     * CPU ns of the process that holds the broker and the control plane.
     *
     * @param broker of the broker's request threads
     */
    private record Cost(double all, double broker) {
        static Cost now(Logway logway) {
            return new Cost(
                    ProcessorTime.of(logway.handle()).toNanos(),
                    ThreadTime.of(logway.handle(), ThreadTime.BROKER).toNanos());
        }

        Cost minus(Cost before) {
            return new Cost(all - before.all, broker - before.broker);
        }

        Cost per(double count) {
            return new Cost(all / count, broker / count);
        }
    }

    public FanoutBench(FanoutPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** @throws BenchException if something does not start, or a change is not confirmed by all */
    public Findings run(Workspace workspace) {
        var fleets = new ArrayList<Fleet>();
        try (var logway = Logway.start(workspace, "data", 1, Logway.Placement.ANYWHERE);
                var admin = logway.admin()) {
            for (int edges : plan.edges()) {
                fleets.add(fleet(workspace, logway, admin, edges));
            }
        }
        return new Findings(
                List.of(
                        new Fact("routes", String.valueOf(plan.routes())),
                        new Fact("changes", String.valueOf(plan.changes())),
                        new Fact("left alone", plan.idle().toSeconds() + " s")),
                List.of(receipts(fleets), costs(fleets)),
                List.of(
                        "Every edge has clients of its own: a consumer, a producer and an admin client.",
                        "All edges are one process on the same machine, beside broker and control plane."),
                List.of());
    }

    private Fleet fleet(Workspace workspace, Logway logway, Admin admin, int edges) {
        String group = "fleet-" + edges;
        String path = "/v1/groups/" + group;
        admin.put(path, "{}");
        admin.put(path + "/upstreams/u", Documents.upstream(1));
        admin.post(
                path + "/changesets", Documents.putRoutes(0, plan.routes(), i -> "r" + i, i -> "/service-" + i, "u"));
        List<String> command = JavaProgram.command(
                EdgesMain.class.getName(), JVM_FLAGS, List.of(logway.bootstrapServers(), group, String.valueOf(edges)));
        progress.show("starting " + edges + " edges");
        try (var process = ChildProcess.start("the edges", command, workspace.file(group + ".log"), EdgesMain.READY)) {
            process.awaitLine(START_LIMIT);
            change(admin, path, edges, -1);
            Waiting.forDuration(SETTLING);
            progress.show("leaving " + edges + " edges alone, " + plan.idle().toSeconds() + " s");
            Cost start = Cost.now(logway);
            Waiting.forDuration(plan.idle());
            Cost idle = Cost.now(logway).minus(start).per((double) plan.idle().toSeconds());
            progress.show("changing the configuration of " + edges + " edges");
            var times = new ArrayList<Double>();
            Cost before = Cost.now(logway);
            for (int i = 0; i < plan.changes(); i++) {
                times.add(change(admin, path, edges, i));
            }
            Cost change = Cost.now(logway).minus(before);
            double seconds = times.stream().mapToDouble(Double::doubleValue).sum() / 1e9;
            Cost extra = change.minus(idle.per(1 / seconds)).per(plan.changes());
            process.requireAlive();
            return new Fleet(edges, times, idle, extra);
        }
    }

    /** Makes change {@code number} and waits until {@code edges} edges serve it; how long that took, in ns. */
    private double change(Admin admin, String path, int edges, int number) {
        byte[] request = admin.putRequest(
                path + "/routes/changing?timeout=60s&wait=" + edges, Documents.route("/changing-" + number, "u"));
        long begin = System.nanoTime();
        HttpAnswer answer = admin.send(request);
        double took = System.nanoTime() - begin;
        if (answer.status() == 202) {
            throw new BenchException("not all of " + edges + " edges confirmed a change: " + answer.body());
        }
        return took;
    }

    private static Table receipts(List<Fleet> fleets) {
        return new Table(
                "From the request to the answer that all edges serve the change",
                "edges",
                List.of(Column.millis("median"), Column.millis("slowest")),
                fleets.stream()
                        .map(fleet -> Row.of(
                                String.valueOf(fleet.edges()),
                                Cell.of(Medians.of(fleet.lastReceipt()) / MILLIS),
                                Cell.of(Collections.max(fleet.lastReceipt()) / MILLIS)))
                        .toList());
    }

    private static Table costs(List<Fleet> fleets) {
        Fleet first = fleets.getFirst();
        return new Table(
                "CPU time that each edge adds to the first row's",
                "edges",
                List.of(
                        new Column("broker, at rest", "ms/s", 2),
                        new Column("control plane, at rest", "ms/s", 2),
                        new Column("broker, a change", "µs", 0),
                        new Column("control plane, a change", "µs", 0)),
                fleets.stream().skip(1).map(fleet -> cost(first, fleet)).toList());
    }

    private static Row cost(Fleet first, Fleet fleet) {
        double more = fleet.edges() - first.edges();
        Cost idle = fleet.idle().minus(first.idle()).per(more);
        Cost change = fleet.change().minus(first.change()).per(more);
        return Row.of(
                String.valueOf(fleet.edges()),
                Cell.of(idle.broker() / MILLIS),
                Cell.of((idle.all() - idle.broker()) / MILLIS),
                Cell.of(change.broker() / MICROS),
                Cell.of((change.all() - change.broker()) / MICROS));
    }
}
