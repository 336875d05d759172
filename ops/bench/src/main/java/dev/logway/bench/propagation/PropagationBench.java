package dev.logway.bench.propagation;

import dev.logway.bench.process.Waiting;
import dev.logway.bench.process.Workspace;
import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Fact;
import dev.logway.bench.report.Findings;
import dev.logway.bench.report.Progress;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import dev.logway.bench.stats.Latency;
import dev.logway.bench.system.Admin;
import dev.logway.bench.system.Documents;
import dev.logway.bench.system.Logway;
import dev.logway.bench.system.StaticOrigin;
import dev.logway.bench.system.Watches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Measures how long a new route takes from the PUT until the edges serve it, one change at a time, with a bare hop over
 * the same broker between every two changes.
 */
public final class PropagationBench {
    private static final Duration SERVED_LIMIT = Duration.ofSeconds(10);
    private static final String UPSTREAM = "bench";

    private final PropagationPlan plan;
    private final Progress progress;
    private int changes;

    public PropagationBench(PropagationPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** @throws dev.logway.bench.process.BenchException if the system does not start or breaks down */
    public Findings run(Workspace workspace) {
        progress.show("starting a system with " + plan.edges() + " edges");
        try (var origin = StaticOrigin.start();
                var logway = Logway.start(workspace, "data", plan.edges(), Logway.Placement.ANYWHERE);
                var admin = logway.admin();
                var hop = KafkaHop.connect(logway.bootstrapServers());
                var watches = Watches.open(logway.edgePorts(), plan.pollInterval(), SERVED_LIMIT)) {
            admin.put(path("upstreams", UPSTREAM), Documents.upstream(origin.port()));
            fill(admin);
            progress.show("warming up, " + plan.warmUp().toSeconds() + " s");
            changesFor(plan.warmUp(), admin, hop, watches);
            progress.show("measuring, " + plan.measured().toSeconds() + " s");
            Samples samples = changesFor(plan.measured(), admin, hop, watches);
            return findings(samples);
        }
    }

    private void fill(Admin admin) {
        for (int first = 0; first < plan.routes(); first += Documents.CHANGESET) {
            int count = Math.min(Documents.CHANGESET, plan.routes() - first);
            progress.show("making " + (first + count) + " of " + plan.routes() + " routes");
            admin.post(
                    "/v1/groups/" + Admin.DEFAULT_GROUP + "/changesets",
                    Documents.putRoutes(first, count, i -> "filler-" + i, i -> "/filler/" + i, UPSTREAM));
        }
    }

    private Samples changesFor(Duration duration, Admin admin, KafkaHop hop, Watches watches) {
        var samples = new Samples(plan.edges());
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            change(admin, watches, samples);
            samples.hop.record(hop.nanos());
            // Uneven, so that no timer of the system beats in step with the changes.
            Waiting.forDuration(Duration.ofNanos(
                    ThreadLocalRandom.current().nextLong(2 * plan.gap().toNanos() + 1)));
        }
        return samples;
    }

    private void change(Admin admin, Watches watches, Samples samples) {
        String id = "change-" + ++changes;
        String uri = "/bench/" + id;
        byte[] put = admin.putRequest(path("routes", id), Documents.route(uri, UPSTREAM));
        Watches.Watching watching = watches.begin(uri);
        long sent = System.nanoTime();
        admin.send(put);
        long answered = System.nanoTime();
        samples.add(uri, sent, answered, watching.await());
    }

    private Findings findings(Samples samples) {
        var rows = new ArrayList<Row>();
        rows.add(Row.of(
                "PUT answered",
                Cell.atMost(15, samples.answered.millisAt(50)),
                Cell.of(samples.answered.millisAt(90)),
                Cell.of(samples.answered.millisAt(99)),
                Cell.of(samples.answered.maxMillis()),
                over(samples.answered, samples.hop)));
        for (int i = 0; i < samples.servedByEdge.size(); i++) {
            rows.add(plain("served by edge " + (i + 1), samples.servedByEdge.get(i), samples.hop));
        }
        rows.add(Row.of(
                "served by every edge",
                Cell.atMost(20, samples.servedByAll.millisAt(50)),
                Cell.of(samples.servedByAll.millisAt(90)),
                Cell.atMost(60, samples.servedByAll.millisAt(99)),
                Cell.of(samples.servedByAll.maxMillis()),
                over(samples.servedByAll, samples.hop)));
        rows.add(plain("from the answer until served by every edge", samples.servedAfterAnswer, samples.hop));
        rows.add(plain("bare hop: produce, consume", samples.hop, samples.hop));
        var table = new Table(
                "From a PUT of a new route until it is served",
                "step",
                List.of(
                        Column.millis("p50"),
                        Column.millis("p90"),
                        Column.millis("p99"),
                        Column.millis("max"),
                        Column.ratio("p50 / bare hop")),
                rows);
        return new Findings(settings(samples), List.of(table), notes(samples), samples.faults);
    }

    private static Row plain(String label, Latency latency, Latency hop) {
        return Row.of(
                label,
                Cell.of(latency.millisAt(50)),
                Cell.of(latency.millisAt(90)),
                Cell.of(latency.millisAt(99)),
                Cell.of(latency.maxMillis()),
                over(latency, hop));
    }

    private static Cell over(Latency latency, Latency hop) {
        return Cell.of(latency.millisAt(50) / hop.millisAt(50));
    }

    private List<Fact> settings(Samples samples) {
        return List.of(
                new Fact("changes", String.valueOf(samples.answered.count())),
                new Fact("edges", String.valueOf(plan.edges())),
                new Fact("routes at the start", String.valueOf(plan.routes())),
                new Fact("warm-up", plan.warmUp().toSeconds() + " s"));
    }

    private List<String> notes(Samples samples) {
        String seen = samples.faults.isEmpty()
                ? "Every edge answered 404 to each new path and then 200, and nothing else."
                : samples.faults.size() + " times an edge answered other than 404 and then 200.";
        return List.of(
                seen,
                String.format(
                        Locale.ROOT,
                        "Each edge is asked again %.1f ms after its last answer, so 'served' is late by up to that and"
                                + " one answer.",
                        plan.pollInterval().toNanos() / 1e6));
    }

    private static String path(String kind, String id) {
        return "/v1/groups/" + Admin.DEFAULT_GROUP + "/" + kind + "/" + id;
    }
}
