package dev.logway.bench.churn;

import dev.logway.bench.gateway.Gateway;
import dev.logway.bench.load.LoadEngine;
import dev.logway.bench.load.LoadPlan;
import dev.logway.bench.load.LoadResult;
import dev.logway.bench.load.Pace;
import dev.logway.bench.system.Admin;
import dev.logway.bench.system.Documents;
import dev.logway.bench.table.ManyRoutes;
import dev.logway.bench.table.SampleRoute;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/**
 * PUTs of routes at a fixed rate. Each gives a route of the table the other of two upstreams, which lead to one origin:
 * whatever revision takes a request, it is answered.
 */
record Changes(ChurnPlan plan, String group, Admin admin, int adminPort, Random random, ExecutorService thread) {
    /** The upstream that a changed route has, if it does not have the usual one. */
    static final String OTHER = "bench-other";

    private static final int CONNECTIONS = 8;

    /** Begins to change routes for {@code duration}, on a thread of its own. */
    CompletableFuture<LoadResult> begin(LoadEngine engine, Duration duration) {
        var load = new LoadPlan(adminPort, CONNECTIONS, this::next, new Pace.Fixed(plan.changesPerSecond()), duration);
        return CompletableFuture.supplyAsync(() -> engine.run(load), thread);
    }

    private byte[] next() {
        SampleRoute route = ManyRoutes.route(random.nextInt(plan.routes()));
        String upstream = random.nextBoolean() ? Gateway.UPSTREAM : OTHER;
        return admin.putRequest(Gateway.path(group) + "/routes/" + route.id(), Documents.route(route, upstream));
    }
}
