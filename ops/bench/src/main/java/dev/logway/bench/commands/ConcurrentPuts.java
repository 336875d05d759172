package dev.logway.bench.commands;

import dev.logway.bench.load.LoadEngine;
import dev.logway.bench.load.LoadPlan;
import dev.logway.bench.load.LoadResult;
import dev.logway.bench.load.Pace;
import dev.logway.bench.machine.ProcessorTime;
import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Progress;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import dev.logway.bench.system.Admin;
import dev.logway.bench.system.Documents;
import dev.logway.bench.system.Logway;
import java.time.Duration;
import java.util.List;

/** Clients that each put one new route after the other, with the outcome awaited every time. */
final class ConcurrentPuts {
    private static final double MICROS_PER_NANO = 1e-3;

    private final CommandsPlan plan;
    private final Progress progress;
    private final Logway logway;
    private final Admin admin;
    private long next;

    ConcurrentPuts(CommandsPlan plan, Progress progress, Logway logway, Admin admin) {
        this.plan = plan;
        this.progress = progress;
        this.logway = logway;
        this.admin = admin;
    }

    Table run(List<String> faults) {
        try (var engine = new LoadEngine()) {
            progress.show("putting routes to warm up, " + plan.warmUp().toSeconds() + " s");
            load(engine, plan.warmUp());
            progress.show("putting routes, " + plan.measured().toSeconds() + " s");
            long revision = revision();
            Duration before = ProcessorTime.of(logway.handle());
            LoadResult result = load(engine, plan.measured());
            Duration used = ProcessorTime.of(logway.handle()).minus(before);
            check(result, revision() - revision, faults);
            return table(result, used);
        }
    }

    private LoadResult load(LoadEngine engine, Duration duration) {
        return engine.run(
                new LoadPlan(logway.adminPort(), plan.connections(), this::nextPut, new Pace.Unbounded(), duration));
    }

    private byte[] nextPut() {
        String id = "put-" + ++next;
        return admin.putRequest(
                CommandsBench.GROUP_PATH + "/routes/" + id, Documents.route("/bench/" + id, CommandsBench.UPSTREAM));
    }

    /** Asked over a new connection: the server ends the last one when a long warm-up leaves it idle. */
    private long revision() {
        admin.close();
        return admin.get(CommandsBench.GROUP_PATH + "/upstreams/" + CommandsBench.UPSTREAM)
                .revision();
    }

    /** Every accepted command is one revision: the server's own count must be the clients'. */
    private static void check(LoadResult result, long revisions, List<String> faults) {
        if (result.failures() > 0) {
            faults.add("concurrent PUTs: " + result.failuresInWords());
        }
        if (revisions != result.successes()) {
            faults.add("concurrent PUTs: " + result.successes() + " were accepted, and the group's revision grew by "
                    + revisions);
        }
    }

    private Table table(LoadResult result, Duration used) {
        double seconds = result.elapsed().toNanos() / 1e9;
        return new Table(
                "Concurrent PUTs of new routes",
                "clients",
                List.of(
                        Column.count("accepted/s"),
                        Column.millis("p50"),
                        Column.millis("p99"),
                        Column.millis("max"),
                        new Column("CPU per command", "µs", 0),
                        new Column("cores used", "", 2)),
                List.of(Row.of(
                        plan.connections() + " in flight",
                        Cell.atLeast(2_000, result.successesPerSecond()),
                        Cell.of(result.latency().millisAt(50)),
                        Cell.of(result.latency().millisAt(99)),
                        Cell.of(result.latency().maxMillis()),
                        Cell.of(used.toNanos() * MICROS_PER_NANO / result.answers()),
                        Cell.of(used.toNanos() / 1e9 / seconds))));
    }
}
