package dev.logway.bench.match;

import dev.logway.bench.table.ManyRoutes;
import dev.logway.bench.table.SampleRoute;
import dev.logway.routing.RoutingTable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Matches of requests spread over all routes of a table. A match costs {@link #makeAndMatch} without {@link #make}: the
 * requests have to be new, and JMH cannot stop the clock while they are made.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MatchBenchmark {
    private static final int BATCH = 64;

    /** Routes of the table. */
    @Param("100000")
    public int routes = 0;

    private final SampleRequest[] batch = new SampleRequest[BATCH];
    private SampleRequests requests = new SampleRequests(List.of());
    private RoutingTable<String, String> table = Configured.empty().table();

    /** @throws IllegalStateException if a route does not take its request */
    @Setup
    public void build() {
        List<SampleRoute> samples = ManyRoutes.of(routes);
        requests = new SampleRequests(samples);
        table = Configured.of(samples).table();
        for (SampleRoute sample : samples) {
            var match = table.match(SampleRequests.of(sample));
            if (match == null || !match.route().id().equals(sample.id())) {
                throw new IllegalStateException(sample.path() + ": " + match + " (expected: " + sample.id() + ")");
            }
        }
    }

    /** Only makes the requests. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void make(Blackhole sink) {
        makeBatch();
        for (SampleRequest request : batch) {
            sink.consume(request);
        }
    }

    /** Makes the requests and matches them. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void makeAndMatch(Blackhole sink) {
        makeBatch();
        for (SampleRequest request : batch) {
            sink.consume(table.match(request));
        }
    }

    private void makeBatch() {
        for (int i = 0; i < BATCH; i++) {
            batch[i] = requests.next();
        }
    }
}
