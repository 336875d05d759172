package dev.logway.bench.history;

import dev.logway.bench.http.HttpAnswer;
import dev.logway.bench.machine.ProcessorTime;
import dev.logway.bench.process.BenchException;
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
import dev.logway.bench.system.Logway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long the first answer as of a moment takes, among many. The history is made by the projector itself, so
 * that checkpoints stand where they would; then the system starts anew, so that nothing is known yet.
 */
public final class HistoryBench {
    private static final String GROUP = "history";
    private static final String PATH = "/v1/groups/" + GROUP;
    private static final Duration STALL_LIMIT = Duration.ofMinutes(2);
    private static final double NANOS = 1e9;

    private final HistoryPlan plan;
    private final Progress progress;

    public HistoryBench(HistoryPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** @throws BenchException if the system does not start, breaks down or stands still */
    public Findings run(Workspace workspace) {
        var changes = new SmallChanges(GROUP, plan.routes());
        double deciding;
        try (var logway = Logway.start(workspace, "data", 1, Logway.Placement.ANYWHERE)) {
            long begin = System.nanoTime();
            CommandFlood.append(logway.bootstrapServers(), changes, plan.events(), progress);
            awaitRevision(logway, plan.events());
            deciding = (System.nanoTime() - begin) / NANOS;
        }
        try (var logway = Logway.start(workspace, "data", 1, Logway.Placement.ANYWHERE);
                var admin = logway.admin()) {
            awaitRevision(logway, plan.events());
            Duration cpu = ProcessorTime.of(logway.handle());
            List<Double> first = ask(admin, "first");
            double cpuSeconds = ProcessorTime.of(logway.handle()).minus(cpu).toNanos() / NANOS;
            List<Double> again = ask(admin, "again");
            return new Findings(
                    settings(deciding),
                    List.of(table(first, again, cpuSeconds / plan.moments())),
                    List.of(
                            "The moments are spread evenly over the history, and asked for from the last to the first."),
                    List.of());
        }
    }

    private List<Fact> settings(double deciding) {
        return List.of(
                new Fact("changes", String.format(Locale.ROOT, "%,d", plan.events())),
                new Fact("routes", String.valueOf(plan.routes())),
                new Fact("moments", String.valueOf(plan.moments())),
                new Fact("the history was made at", String.format(Locale.ROOT, "%,.0f/s", plan.events() / deciding)));
    }

    private static Table table(List<Double> first, List<Double> again, double cpu) {
        return new Table(
                "All routes as of another moment, a page of 500",
                "asked",
                List.of(Column.seconds("median"), Column.seconds("slowest"), Column.seconds("CPU")),
                List.of(
                        Row.of(
                                "for the first time",
                                Cell.of(Medians.of(first)),
                                Cell.atMost(3, Collections.max(first)),
                                Cell.of(cpu)),
                        Row.of(
                                "again",
                                Cell.of(Medians.of(again)),
                                Cell.of(Collections.max(again)),
                                new Cell.Blank())));
    }

    /** Seconds of each answer. */
    private List<Double> ask(Admin admin, String how) {
        var seconds = new ArrayList<Double>();
        for (int i = plan.moments(); i >= 1; i--) {
            long revision = Math.max(2, (long) plan.events() * i / (plan.moments() + 1));
            progress.show(String.format(Locale.ROOT, "asking %s for revision %,d", how, revision));
            long begin = System.nanoTime();
            HttpAnswer answer = admin.get(PATH + "/routes?limit=500&at=" + revision);
            seconds.add((System.nanoTime() - begin) / NANOS);
            if (answer.revision() != revision) {
                throw new BenchException("asked for revision " + revision + ", answered " + answer.revision());
            }
        }
        return seconds;
    }

    private void awaitRevision(Logway logway, long revision) {
        long last = -1;
        long since = System.nanoTime();
        while (true) {
            logway.requireAlive();
            long now = revision(logway);
            if (now >= revision) {
                return;
            }
            if (now > last) {
                last = now;
                since = System.nanoTime();
                progress.show(String.format(Locale.ROOT, "%,d of %,d commands are decided", now, revision));
            } else if (System.nanoTime() - since > STALL_LIMIT.toNanos()) {
                throw new BenchException("the group stands at revision " + now + " (expected: " + revision + ")");
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
    }

    /** 0 as long as the node does not show the group. */
    private static long revision(Logway logway) {
        try (var admin = logway.admin()) {
            return admin.get(PATH).revision();
        } catch (BenchException e) {
            return 0;
        }
    }
}
