package dev.logway.bench.churn;

import dev.logway.bench.gateway.Gateway;
import dev.logway.bench.load.Ask;
import dev.logway.bench.load.Asks;
import dev.logway.bench.load.LoadEngine;
import dev.logway.bench.load.LoadPlan;
import dev.logway.bench.load.LoadResult;
import dev.logway.bench.load.Pace;
import dev.logway.bench.machine.Pinning;
import dev.logway.bench.machine.ProcessorTime;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.report.Fact;
import dev.logway.bench.report.Findings;
import dev.logway.bench.report.Progress;
import dev.logway.bench.system.Documents;
import dev.logway.bench.system.Edge;
import dev.logway.bench.table.ManyRoutes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Measures the latency of requests at a fixed rate while routes change, beside that while none does. */
public final class ChurnBench {
    private static final String GROUP = "churn";
    private static final long SEED = 4711;

    private final ChurnPlan plan;
    private final Progress progress;
    private final List<String> faults = new ArrayList<>();

    public ChurnBench(ChurnPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** @throws dev.logway.bench.process.BenchException if something does not start or breaks down */
    public Findings run(Workspace workspace) {
        try (var gateway = Gateway.start(workspace, progress);
                var admin = gateway.logway().admin();
                var engine = new LoadEngine();
                var changing = new LoadEngine();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Edge edge = gateway.edge(GROUP, ManyRoutes.of(plan.routes()), List.of(), plan.jvmFlags());
            admin.put(
                    Gateway.path(GROUP) + "/upstreams/" + Changes.OTHER,
                    Documents.upstream(gateway.origin().port()));
            Pinning.moveOurselvesToSecondCore();
            var changes = new Changes(plan, GROUP, admin, gateway.logway().adminPort(), new Random(SEED), thread);
            List<Ask> asks = Gateway.asks(ManyRoutes.of(plan.routes()));
            progress.show("warming up, " + plan.warmUp().toSeconds() + " s");
            var warming = changes.begin(changing, plan.warmUp());
            requests(engine, edge, asks, plan.warmUp());
            warming.join();
            var comparison = new Comparison();
            for (int round = 1; round <= plan.rounds(); round++) {
                progress.show("round " + round + " of " + plan.rounds());
                comparison.quiet(measured(engine, edge, asks));
                CompletableFuture<LoadResult> underWay = changes.begin(changing, plan.measured());
                Comparison.Round measured = measured(engine, edge, asks);
                LoadResult changed = underWay.join();
                if (changed.failures() > 0) {
                    faults.add("changes: " + changed.failuresInWords());
                }
                comparison.changing(measured, changed.successesPerSecond());
            }
            return new Findings(
                    settings(),
                    List.of(comparison.table()),
                    List.of(
                            "The requests go over all routes; a change gives one of them another upstream with the same origin.",
                            "The p99 of a row is the median of its rounds."),
                    faults);
        } finally {
            Pinning.moveOurselvesToAllCores();
        }
    }

    private Comparison.Round measured(LoadEngine engine, Edge edge, List<Ask> asks) {
        Duration before = ProcessorTime.of(edge.handle());
        LoadResult result = requests(engine, edge, asks, plan.measured());
        Duration used = ProcessorTime.of(edge.handle()).minus(before);
        return new Comparison.Round(
                result.latency().millisAt(50),
                result.latency().millisAt(99),
                result.latency().maxMillis(),
                used.toNanos() / 1e3 / Math.max(1, result.answers()),
                (double) result.failures());
    }

    private LoadResult requests(LoadEngine engine, Edge edge, List<Ask> asks, Duration duration) {
        LoadResult result = engine.run(new LoadPlan(
                edge.port(), plan.connections(), new Asks(asks), new Pace.Fixed(plan.perSecond()), duration));
        if (result.failures() > 0) {
            faults.add("requests: " + result.failuresInWords());
        }
        return result;
    }

    private List<Fact> settings() {
        return List.of(
                new Fact("routes", String.valueOf(plan.routes())),
                new Fact("connections", String.valueOf(plan.connections())),
                new Fact("requests/s", String.format(Locale.ROOT, "%,.0f", plan.perSecond())),
                new Fact("changes/s", String.format(Locale.ROOT, "%,.0f", plan.changesPerSecond())),
                new Fact("rounds", plan.rounds() + " of " + plan.measured().toSeconds() + " s each"),
                new Fact("warm-up", plan.warmUp().toSeconds() + " s"),
                Fact.jvmFlags(plan.jvmFlags()));
    }
}
