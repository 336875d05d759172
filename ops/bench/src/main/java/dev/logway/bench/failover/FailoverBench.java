package dev.logway.bench.failover;

import dev.logway.bench.gateway.Gateway;
import dev.logway.bench.http.Request;
import dev.logway.bench.load.LoadEngine;
import dev.logway.bench.load.LoadPlan;
import dev.logway.bench.load.LoadResult;
import dev.logway.bench.load.Pace;
import dev.logway.bench.machine.Pinning;
import dev.logway.bench.process.Waiting;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.proxy.KillableOrigin;
import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Fact;
import dev.logway.bench.report.Findings;
import dev.logway.bench.report.Progress;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import dev.logway.bench.system.Documents;
import dev.logway.bench.system.Edge;
import dev.logway.bench.system.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Kills one of two nodes with SIGKILL under load, and starts it again, a few times; no request may fail of it. */
public final class FailoverBench {
    private static final String GROUP = "failover";
    private static final String PATH = "/bench/two";
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private final FailoverPlan plan;
    private final Progress progress;

    public FailoverBench(FailoverPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** @throws dev.logway.bench.process.BenchException if nginx is missing, or something does not start */
    public Findings run(Workspace workspace) {
        try (var gateway = Gateway.start(workspace, progress);
                var doomed = KillableOrigin.start(workspace);
                var admin = gateway.logway().admin();
                var engine = new LoadEngine();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Edge edge = gateway.edge(GROUP, List.of(), List.of(), List.of());
            admin.put(
                    Gateway.path(GROUP) + "/upstreams/two",
                    Documents.upstream(List.of(gateway.origin().port(), doomed.port())));
            admin.put(Gateway.path(GROUP) + "/routes/two", Documents.route(PATH, "two"));
            Probe.until200(edge.port(), PATH, START_LIMIT, edge::requireAlive);
            Pinning.moveOurselvesToSecondCore();
            progress.show("warming up, " + WARM_UP.toSeconds() + " s");
            LoadResult quiet = load(engine, edge, WARM_UP);
            var loaded = CompletableFuture.supplyAsync(
                    () -> load(engine, edge, plan.pause().multipliedBy(2L * plan.kills() + 1)), thread);
            for (int kill = 1; kill <= plan.kills(); kill++) {
                Waiting.forDuration(plan.pause());
                progress.show("kill " + kill + " of " + plan.kills());
                doomed.kill();
                Waiting.forDuration(plan.pause());
                doomed.startAgain();
            }
            return findings(quiet, loaded.join());
        } finally {
            Pinning.moveOurselvesToAllCores();
        }
    }

    private LoadResult load(LoadEngine engine, Edge edge, Duration duration) {
        byte[] request = Request.get(PATH);
        return engine.run(new LoadPlan(
                edge.port(), plan.connections(), () -> request, new Pace.Fixed(plan.perSecond()), duration));
    }

    private Findings findings(LoadResult quiet, LoadResult failing) {
        var table = new Table(
                "GETs at a fixed rate to an upstream of two nodes",
                "while",
                List.of(
                        Column.count("requests"),
                        Column.count("failed"),
                        Column.millis("p50"),
                        Column.millis("p99"),
                        Column.millis("max")),
                List.of(row("both live", quiet), row("one is killed and restarted", failing)));
        var faults = new ArrayList<String>();
        if (failing.failures() > 0) {
            faults.add("requests failed: " + failing.failuresInWords());
        }
        return new Findings(
                List.of(
                        new Fact("kills", String.valueOf(plan.kills())),
                        new Fact("pause", plan.pause().toMillis() + " ms before each kill and each restart"),
                        new Fact("connections", String.valueOf(plan.connections())),
                        new Fact("requests/s", String.format(Locale.ROOT, "%,.0f", plan.perSecond()))),
                List.of(table),
                List.of(
                        "The node is nginx; master and worker get SIGKILL at once, and its port refuses until the restart."),
                faults);
    }

    private static Row row(String label, LoadResult result) {
        return Row.of(
                label,
                Cell.of((double) result.answers()),
                Cell.atMost(0, (double) result.failures()),
                Cell.of(result.latency().millisAt(50)),
                Cell.of(result.latency().millisAt(99)),
                Cell.of(result.latency().maxMillis()));
    }
}
