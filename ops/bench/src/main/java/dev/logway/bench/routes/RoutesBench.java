package dev.logway.bench.routes;

import dev.logway.bench.gateway.Gateway;
import dev.logway.bench.load.Ask;
import dev.logway.bench.load.LoadEngine;
import dev.logway.bench.load.Rate;
import dev.logway.bench.load.Spread;
import dev.logway.bench.machine.Pinning;
import dev.logway.bench.machine.ProcessorTime;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.report.Fact;
import dev.logway.bench.report.Findings;
import dev.logway.bench.report.Progress;
import dev.logway.bench.system.Edge;
import dev.logway.bench.table.ManyRoutes;
import dev.logway.bench.table.PublicApi;
import dev.logway.bench.table.SampleRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measures edges with one, some and many routes on one core in turn, with requests to every route. */
public final class RoutesBench {
    private static final double API_SHARE = 0.95;
    private static final double MANY_SHARE = 0.9;

    private final RoutesPlan plan;
    private final Progress progress;
    private final Contest contest = new Contest();
    private final List<String> faults = new ArrayList<>();

    public RoutesBench(RoutesPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    private record Contestant(String name, Edge edge, List<Ask> asks) {}

    /** @throws dev.logway.bench.process.BenchException if something does not start or breaks down */
    public Findings run(Workspace workspace) {
        try (var gateway = Gateway.start(workspace, progress);
                var engine = new LoadEngine()) {
            var contestants = List.of(
                    enter(gateway, "one", "one route", 1, ManyRoutes.of(1)),
                    enter(gateway, "api", PublicApi.ROUTES + " routes of an API", API_SHARE, PublicApi.routes()),
                    enter(gateway, "many", named(plan.many()), MANY_SHARE, ManyRoutes.of(plan.many())));
            Pinning.moveOurselvesToSecondCore();
            var spread = new Spread(engine, workspace.path());
            for (Contestant contestant : contestants) {
                progress.show("warming up: " + contestant.name);
                load(spread, contestant, plan.warmUp());
            }
            for (int round = 0; round < plan.rounds(); round++) {
                var order = new ArrayList<>(contestants);
                Collections.rotate(order, -round);
                order.forEach(contestant -> measure(spread, contestant));
            }
            return new Findings(
                    settings(gateway, spread),
                    List.of(contest.table()),
                    List.of("Every edge runs on the first core, alone while it is measured;"
                            + " the requests of one table go over all of its routes in an order without pattern."),
                    faults);
        } finally {
            Pinning.moveOurselvesToAllCores();
        }
    }

    private Contestant enter(Gateway gateway, String group, String name, double share, List<SampleRoute> routes) {
        contest.enter(name, share);
        Edge edge = gateway.edge(group, routes, List.of(), plan.jvmFlags());
        return new Contestant(name, edge, Gateway.asks(routes));
    }

    private void measure(Spread spread, Contestant contestant) {
        progress.show(contestant.name);
        Duration before = ProcessorTime.of(contestant.edge.handle());
        Rate rate = load(spread, contestant, plan.measured());
        Duration used = ProcessorTime.of(contestant.edge.handle()).minus(before);
        contest.add(
                contestant.name,
                new Contest.Round(
                        rate.perSecond(),
                        rate.p99Millis().orElse(0),
                        used.toNanos() / 1e3 / Math.max(1, rate.requests())));
    }

    private Rate load(Spread spread, Contestant contestant, Duration duration) {
        Rate rate = spread.run(contestant.edge.port(), contestant.asks, plan.connections(), duration);
        if (rate.failures() > 0) {
            faults.add(contestant.name + ": " + rate.failures() + " failures");
        }
        return rate;
    }

    private List<Fact> settings(Gateway gateway, Spread spread) {
        return List.of(
                new Fact("connections", String.valueOf(plan.connections())),
                new Fact("rounds", plan.rounds() + " of " + plan.measured().toSeconds() + " s"),
                new Fact("warm-up of each edge", plan.warmUp().toSeconds() + " s"),
                new Fact("generator", spread.name()),
                new Fact("origin", gateway.origin().name()),
                Fact.jvmFlags(plan.jvmFlags()));
    }

    private static String named(int routes) {
        return String.format(Locale.ROOT, "%,d routes", routes);
    }
}
