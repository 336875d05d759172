package dev.logway.bench.gateway;

import dev.logway.bench.load.Ask;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.proxy.Origin;
import dev.logway.bench.report.Progress;
import dev.logway.bench.system.Admin;
import dev.logway.bench.system.Documents;
import dev.logway.bench.system.Edge;
import dev.logway.bench.system.Logway;
import dev.logway.bench.system.Probe;
import dev.logway.bench.table.SampleRoute;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** An origin and a system on the second core, and edges with groups of their own on the first. */
public final class Gateway implements AutoCloseable {
    /** The upstream of every route. */
    public static final String UPSTREAM = "bench";

    /** A path that every edge serves once it serves all its routes. */
    public static final String LAST = "/bench/last";

    private static final long SEED = 4711;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Workspace workspace;
    private final Progress progress;
    private final Origin origin;
    private final Logway logway;

    private Gateway(Workspace workspace, Progress progress) {
        this.workspace = workspace;
        this.progress = progress;
        progress.show("starting origin and control plane");
        this.origin = Origin.start(workspace);
        started.push(origin);
        try {
            this.logway = Logway.start(workspace, "data", 1, Logway.Placement.SECOND_CORE);
        } catch (RuntimeException e) {
            origin.close();
            throw e;
        }
        started.push(logway);
    }

    /** @throws dev.logway.bench.process.BenchException if something does not start; nothing is left running */
    public static Gateway start(Workspace workspace, Progress progress) {
        return new Gateway(workspace, progress);
    }

    public Origin origin() {
        return origin;
    }

    public Logway logway() {
        return logway;
    }

    /** An edge that serves {@code routes}, with one event loop on the first core. */
    public Edge edge(String group, List<SampleRoute> routes, List<String> settings, List<String> jvmFlags) {
        fill(group, routes);
        var all = new ArrayList<String>(List.of("event.loops=1"));
        all.addAll(settings);
        var edge = Edge.start(
                workspace,
                logway.bootstrapServers(),
                new Edge.Setup("edge-" + group, group, Edge.Placement.FIRST_CORE, all, jvmFlags));
        started.push(edge);
        Probe.until200(edge.port(), LAST, START_LIMIT, edge::requireAlive);
        return edge;
    }

    /** The path of what is below the group {@code group} in the admin API. */
    public static String path(String group) {
        return "/v1/groups/" + group;
    }

    /** A request to each of {@code routes}, in an order without pattern. */
    public static List<Ask> asks(List<SampleRoute> routes) {
        var shuffled = new ArrayList<>(routes);
        Collections.shuffle(shuffled, new Random(SEED));
        return shuffled.stream().map(Gateway::ask).toList();
    }

    private static Ask ask(SampleRoute route) {
        return new Ask(
                route.method().isEmpty() ? "GET" : route.method(),
                route.path(),
                route.host().isEmpty() ? "127.0.0.1" : route.host());
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void fill(String group, List<SampleRoute> routes) {
        try (Admin admin = logway.admin()) {
            admin.put(path(group), "{}");
            admin.put(path(group) + "/upstreams/" + UPSTREAM, Documents.upstream(origin.port()));
            for (int first = 0; first < routes.size(); first += Documents.CHANGESET) {
                List<SampleRoute> some = routes.subList(first, Math.min(routes.size(), first + Documents.CHANGESET));
                progress.show("making " + (first + some.size()) + " of " + routes.size() + " routes");
                admin.post(path(group) + "/changesets", Documents.putRoutes(some, UPSTREAM));
            }
            admin.put(path(group) + "/routes/last", Documents.route(LAST, UPSTREAM));
        }
    }
}
