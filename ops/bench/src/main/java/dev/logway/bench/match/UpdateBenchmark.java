package dev.logway.bench.match;

import dev.logway.bench.table.ManyRoutes;
import dev.logway.bench.table.SampleRoute;
import dev.logway.domain.image.EntryChange;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One route of a table gets another path, and later its own again: what an edge does with a sealed revision. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UpdateBenchmark {
    private static final int CHANGED = 1_024;
    private static final long SEED = 4711;

    /** Routes of the table. */
    @Param({"10", "100000"})
    public int routes = 0;

    private Configured configured = Configured.empty();
    private List<EntryChange> changes = List.of();
    private int next;

    /** Builds the table, and the changes that are made to it in turn. */
    @Setup
    public void build() {
        configured = Configured.of(ManyRoutes.of(routes));
        var random = new Random(SEED);
        List<SampleRoute> changed = IntStream.range(0, CHANGED)
                .mapToObj(_ -> ManyRoutes.route(random.nextInt(routes)))
                .toList();
        changes = changed.stream()
                .flatMap(route -> List.of(Configured.change(moved(route)), Configured.change(route)).stream())
                .toList();
    }

    /** Image and table after one more change. */
    @Benchmark
    public Object apply() {
        configured = configured.with(changes.get(next));
        next = next + 1 == changes.size() ? 0 : next + 1;
        return configured;
    }

    private static SampleRoute moved(SampleRoute route) {
        return new SampleRoute(route.id(), "/moved" + route.uri(), route.host(), route.method(), route.path());
    }
}
