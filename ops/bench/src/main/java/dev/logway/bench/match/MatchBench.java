package dev.logway.bench.match;

import dev.logway.bench.process.Workspace;
import dev.logway.bench.report.Cell;
import dev.logway.bench.report.Column;
import dev.logway.bench.report.Fact;
import dev.logway.bench.report.Findings;
import dev.logway.bench.report.Progress;
import dev.logway.bench.report.Row;
import dev.logway.bench.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures routing without a network: a match, a change, and what the routes keep of the heap. */
public final class MatchBench {
    private static final int FEW = 10;
    private static final double MATCH_NANOS = 300;
    private static final double UPDATE_MICROS = 200;
    private static final double ROUTE_BYTES = 1_536;

    /** Below one byte in ten matches it is JMH's own, spread over its iterations. */
    private static final double NOTHING_BYTES = 0.1;

    private final MatchPlan plan;
    private final Progress progress;

    public MatchBench(MatchPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** @throws dev.logway.bench.process.BenchException if JMH or one of its JVMs fails */
    public Findings run(Workspace workspace) {
        var jmh = new Jmh(plan);
        return new Findings(
                List.of(
                        new Fact("routes", String.valueOf(plan.routes())),
                        new Fact(
                                "forks",
                                plan.forks() + " of 5 + 5 × " + plan.iteration().toMillis() + " ms"),
                        new Fact("JVM flags", String.join(" ", jmh.flags()))),
                List.of(matches(jmh), updates(jmh), heap(workspace)),
                List.of(
                        "Requests are spread evenly over all routes in an order without pattern; each has a new path.",
                        "A match is the difference of two benchmarks: making requests and matching them, and only making them."),
                List.of());
    }

    private Table matches(Jmh jmh) {
        var rows = new ArrayList<Row>();
        for (int routes : List.of(FEW, plan.routes())) {
            progress.show(String.format(Locale.ROOT, "matches among %,d routes", routes));
            Jmh.Figures both = jmh.run(MatchBenchmark.class, "makeAndMatch", routes);
            Jmh.Figures made = jmh.run(MatchBenchmark.class, "make", routes);
            double bytes = both.bytes() - made.bytes();
            rows.add(Row.of(
                    routes(routes),
                    Cell.atMost(MATCH_NANOS, both.time() - made.time()),
                    Cell.of(both.error() + made.error()),
                    Cell.atMost(0, Math.abs(bytes) < NOTHING_BYTES ? 0 : bytes)));
        }
        return new Table(
                "One match",
                "among",
                List.of(new Column("time", "ns", 0), new Column("error", "± ns", 0), new Column("allocated", "B", 2)),
                rows);
    }

    private Table updates(Jmh jmh) {
        var rows = new ArrayList<Row>();
        for (int routes : List.of(FEW, plan.routes())) {
            progress.show(String.format(Locale.ROOT, "changes to %,d routes", routes));
            Jmh.Figures change = jmh.run(UpdateBenchmark.class, "apply", routes);
            rows.add(Row.of(
                    routes(routes),
                    Cell.atMost(UPDATE_MICROS, change.time()),
                    Cell.of(change.error()),
                    Cell.of(change.bytes())));
        }
        return new Table(
                "One changed route, applied to image and table",
                "of",
                List.of(new Column("time", "µs", 2), new Column("error", "± µs", 2), new Column("allocated", "B", 0)),
                rows);
    }

    private Table heap(Workspace workspace) {
        progress.show("heap of the routes");
        HeapUse heap = HeapUse.perRoute(workspace, plan.routes(), plan.jvmFlags());
        return new Table(
                String.format(Locale.ROOT, "Heap per route, of %,d", plan.routes()),
                "what keeps it",
                List.of(new Column("heap", "B", 0)),
                List.of(
                        Row.of("image of the configuration", Cell.of(heap.image())),
                        Row.of("routing table", Cell.of(heap.table())),
                        Row.of("both", Cell.atMost(ROUTE_BYTES, heap.image() + heap.table()))));
    }

    private static String routes(int count) {
        return String.format(Locale.ROOT, "%,d routes", count);
    }
}
