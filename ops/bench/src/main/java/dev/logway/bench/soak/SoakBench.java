package dev.logway.bench.soak;

import dev.logway.bench.gateway.Gateway;
import dev.logway.bench.machine.Jvm;
import dev.logway.bench.process.Waiting;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.report.Fact;
import dev.logway.bench.report.Findings;
import dev.logway.bench.report.Progress;
import dev.logway.bench.system.Admin;
import dev.logway.bench.system.Documents;
import dev.logway.bench.system.Edge;
import dev.logway.bench.system.Logway;
import dev.logway.bench.system.Probe;
import dev.logway.standalone.FreePorts;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Uses one edge in every way at once for long, under changes, and looks whether what it holds grows. */
public final class SoakBench {
    private static final String GROUP = "soak";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final int BAR = 20;

    /** A heap that is there from the start, and as many compilers: what grows is then no matter of how the JVM works. */
    private static final List<String> JVM_FLAGS = List.of(
            "-Xms256m",
            "-Xmx256m",
            "-XX:+AlwaysPreTouch",
            "-XX:-UseDynamicNumberOfCompilerThreads",
            Jvm.TRACK_NATIVE_MEMORY);

    private final SoakPlan plan;
    private final Progress progress;

    public SoakBench(SoakPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** @throws dev.logway.bench.process.BenchException if something does not start or breaks down */
    public Findings run(Workspace workspace) {
        progress.show("starting control plane, origins and edge");
        Vertx vertx = Vertx.vertx();
        int securePort = FreePorts.one();
        try (var logway = Logway.start(workspace, "data", 1, Logway.Placement.ANYWHERE)) {
            SoakOrigin steady = SoakOrigin.start(vertx);
            SoakOrigin doomed = SoakOrigin.start(vertx);
            configure(logway, steady, doomed, workspace);
            try (var edge = Edge.start(workspace, logway.bootstrapServers(), setup(workspace, securePort))) {
                Probe.until200(edge.port(), "/soak/changing/0", START_LIMIT, edge::requireAlive);
                var traffic = new Traffic();
                new SoakClients(vertx, logway, GROUP, edge.port(), securePort)
                        .begin(traffic, steady, doomed, plan.changesPerSecond());
                return findings(observed(edge, traffic), traffic);
            }
        } finally {
            vertx.close().await();
        }
    }

    private Samples observed(Edge edge, Traffic traffic) {
        progress.show("warming up, " + plan.warmUp().toSeconds() + " s");
        Waiting.forDuration(plan.warmUp());
        var samples = new Samples();
        long rounds = plan.measured().dividedBy(plan.sampleEvery());
        for (long round = 1; round <= rounds; round++) {
            Waiting.forDuration(plan.sampleEvery());
            edge.requireAlive();
            samples.take(edge.handle());
            progress.show(bar(round, rounds) + samples.last() + ", failed " + traffic.failed());
        }
        traffic.end();
        return samples;
    }

    private static String bar(long done, long of) {
        int filled = (int) (BAR * done / of);
        return String.format(
                Locale.ROOT, "[%s%s] %3d %%  ", "#".repeat(filled), ".".repeat(BAR - filled), 100 * done / of);
    }

    private Edge.Setup setup(Workspace workspace, int securePort) {
        var flags = new ArrayList<String>(JVM_FLAGS);
        flags.addAll(plan.jvmFlags());
        return new Edge.Setup(
                "edge-soak",
                GROUP,
                Edge.Placement.ANYWHERE,
                List.of(
                        "https.port=" + securePort,
                        "access.log=" + workspace.file("access.log"),
                        "secrets.keyset.file=" + workspace.file("data").resolve("keyset")),
                flags);
    }

    private static void configure(Logway logway, SoakOrigin steady, SoakOrigin doomed, Workspace workspace) {
        String path = Gateway.path(GROUP);
        try (Admin admin = logway.admin()) {
            admin.put(path, "{}");
            admin.put(path + "/upstreams/steady", Documents.upstream(steady.port()));
            admin.put(path + "/upstreams/moving", Documents.upstream(steady.port()));
            admin.put(path + "/upstreams/two", Documents.upstream(List.of(steady.port(), doomed.port())));
            admin.put(
                    path + "/certificates/soak",
                    SelfSigned.of(SoakClients.NAME, workspace).document(SoakClients.NAME));
            admin.put(path + "/routes/sized", Documents.route("/soak/sized/*", "steady"));
            admin.put(path + "/routes/two", Documents.route("/soak/two/*", "two"));
            admin.put(path + "/routes/ws", """
                    {"uri": "/soak/ws", "upstream_id": "steady", "enable_websocket": true}""");
            for (int i = Changes.CHANGING - 1; i >= 0; i--) {
                admin.put(path + "/routes/changing-" + i, Documents.route("/soak/changing/" + i, "steady"));
            }
        }
    }

    private Findings findings(Samples samples, Traffic traffic) {
        return new Findings(
                List.of(
                        new Fact("warm-up", plan.warmUp().toSeconds() + " s"),
                        new Fact("observed", plan.measured().toSeconds() + " s"),
                        new Fact("samples", "every " + plan.sampleEvery().toSeconds() + " s"),
                        new Fact("changes/s", String.format(Locale.ROOT, "%,.0f", plan.changesPerSecond())),
                        new Fact("JVM flags", String.join(" ", JVM_FLAGS)),
                        Fact.jvmFlags(plan.jvmFlags())),
                List.of(samples.table(), traffic.table()),
                List.of(
                        "A fifth counts by its median; growth is the last over the first.",
                        "Direct memory is what the JVM's native memory tracking calls Other.",
                        "A node of two closes all its connections and its port, and is back two seconds later."),
                Stream.concat(samples.faults().stream(), traffic.faults().stream())
                        .toList());
    }
}
