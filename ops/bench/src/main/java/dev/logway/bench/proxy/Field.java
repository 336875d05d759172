package dev.logway.bench.proxy;

import dev.logway.bench.machine.Tools;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.system.Admin;
import dev.logway.bench.system.Documents;
import dev.logway.bench.system.Edge;
import dev.logway.bench.system.Logway;
import dev.logway.bench.system.Probe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Every proxy in the race, started and answering, and the origin and system behind them. */
final class Field implements AutoCloseable {
    static final String EDGE = "logway edge";

    /** What is asked for; the edge has a route for it. */
    static final String PATH = "/bench/answer";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String UPSTREAM = "bench";
    private static final String GROUP = "bench";
    private static final String GROUP_PATH = "/v1/groups/" + GROUP;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final List<Contender> contenders = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final Origin origin;

    private Field(Origin origin) {
        this.origin = origin;
        started.push(origin);
    }

    /** @throws dev.logway.bench.process.BenchException if one of them does not start; nothing is left running */
    static Field start(Workspace workspace, ProxyPlan plan) {
        var field = new Field(Origin.start(workspace));
        try {
            field.startOthers(workspace, plan.accessLog());
            field.startEdge(workspace, plan);
            return field;
        } catch (RuntimeException e) {
            field.close();
            throw e;
        }
    }

    Origin origin() {
        return origin;
    }

    /** nginx first where it is there, because the others are compared with it. */
    List<Contender> contenders() {
        return List.copyOf(contenders);
    }

    /** Proxies that are not installed. */
    List<String> missing() {
        return List.copyOf(missing);
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

    private void startOthers(Workspace workspace, AccessLog log) {
        Tools.find(Nginx.NAME)
                .ifPresentOrElse(
                        program -> {
                            var nginx = Nginx.proxy(program, workspace, origin.port(), log);
                            started.push(nginx);
                            contenders.add(nginx.contender());
                        },
                        () -> missing.add(Nginx.NAME));
        if (log == AccessLog.ON) {
            return;
        }
        Tools.find(Haproxy.NAME)
                .ifPresentOrElse(
                        program -> {
                            var haproxy = Haproxy.proxy(program, workspace, origin.port());
                            started.push(haproxy);
                            contenders.add(haproxy.contender());
                        },
                        () -> missing.add(Haproxy.NAME));
    }

    private void startEdge(Workspace workspace, ProxyPlan plan) {
        var logway = Logway.start(workspace, "data", 1, Logway.Placement.SECOND_CORE);
        started.push(logway);
        try (Admin admin = logway.admin()) {
            admin.put(GROUP_PATH, "{}");
            admin.put(GROUP_PATH + "/upstreams/" + UPSTREAM, Documents.upstream(origin.port()));
            for (int first = 0; first < plan.routes() - 1; first += Documents.CHANGESET) {
                int count = Math.min(Documents.CHANGESET, plan.routes() - 1 - first);
                admin.post(
                        GROUP_PATH + "/changesets",
                        Documents.putRoutes(first, count, i -> "filler-" + i, i -> "/filler/" + i, UPSTREAM));
            }
            admin.put(GROUP_PATH + "/routes/measured", Documents.route(PATH, UPSTREAM));
        }
        var settings = new ArrayList<String>(List.of("event.loops=1"));
        if (plan.accessLog() == AccessLog.ON) {
            settings.add("access.log=" + workspace.file("edge-access.log"));
        }
        settings.addAll(plan.edgeSettings());
        var edge = Edge.start(
                workspace,
                logway.bootstrapServers(),
                new Edge.Setup("edge-measured", GROUP, Edge.Placement.FIRST_CORE, settings, plan.jvmFlags()));
        started.push(edge);
        Probe.until200(edge.port(), PATH, START_LIMIT, edge::requireAlive);
        contenders.add(new Contender(EDGE, edge.handle(), edge.port(), Duration.ofSeconds(2)));
    }
}
