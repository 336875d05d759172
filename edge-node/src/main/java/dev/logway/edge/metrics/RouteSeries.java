package dev.logway.edge.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The time series of one route label. */
final class RouteSeries {
    private static final List<String> CLASSES = List.of("1xx", "2xx", "3xx", "4xx", "5xx");
    private static final List<String> LATENCIES = List.of("request", "upstream", "edge");
    private static final List<String> DIRECTIONS = List.of("ingress", "egress");
    private static final double[] LATENCY_MILLIS = {
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000
    };
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int HUNDRED = 100;

    private final Families families;
    private final String route;
    /** Filled by any event loop; two that fill the same element find the same counter. */
    private final @Nullable CounterDataPoint[] status = new @Nullable CounterDataPoint[CLASSES.size()];

    private final DistributionDataPoint request;
    private final CounterDataPoint ingress;
    private final CounterDataPoint egress;
    private @Nullable DistributionDataPoint upstream;
    private @Nullable DistributionDataPoint edge;

    /** The metrics that the series of all routes belong to. */
    record Families(Counter status, Counter bytes, Histogram latency) {
        static Families register(PrometheusRegistry registry) {
            return new Families(
                    Counter.builder()
                            .name("logway_http_status")
                            .help("Requests answered, by class of status and route; route is empty where none matched.")
                            .labelNames("code", "route")
                            .withoutExemplars()
                            .register(registry),
                    Counter.builder()
                            .name("logway_bandwidth")
                            .help("Bytes of bodies: ingress of requests, egress of answers.")
                            .labelNames("type", "route")
                            .withoutExemplars()
                            .register(registry),
                    Histogram.builder()
                            .name("logway_http_latency")
                            .help("Milliseconds: request from its head to the end of its answer, upstream from its head"
                                    + " to that of the upstream's answer, edge what lies between.")
                            .labelNames("type", "route")
                            .classicOnly()
                            .withoutExemplars()
                            .classicUpperBounds(LATENCY_MILLIS)
                            .register(registry));
        }

        /** Forgets the series of {@code route}. */
        void remove(String route) {
            CLASSES.forEach(code -> status.remove(code, route));
            DIRECTIONS.forEach(type -> bytes.remove(type, route));
            LATENCIES.forEach(type -> latency.remove(type, route));
        }
    }

    RouteSeries(Families families, String route) {
        this.families = families;
        this.route = route;
        this.request = families.latency.labelValues("request", route);
        this.ingress = families.bytes.labelValues("ingress", route);
        this.egress = families.bytes.labelValues("egress", route);
    }

    void status(int code) {
        int index = Math.clamp(code / HUNDRED, 1, CLASSES.size()) - 1;
        CounterDataPoint counter = status[index];
        if (counter == null) {
            counter = families.status.labelValues(CLASSES.get(index), route);
            status[index] = counter;
        }
        counter.inc();
    }

    void bytes(long ofRequest, long ofAnswer) {
        if (ofRequest > 0) {
            ingress.inc(ofRequest);
        }
        if (ofAnswer > 0) {
            egress.inc(ofAnswer);
        }
    }

    void latency(long totalNanos, long upstreamNanos) {
        request.observe(totalNanos / NANOS_PER_MILLI);
        if (upstreamNanos > 0) {
            upstream().observe(upstreamNanos / NANOS_PER_MILLI);
            edge().observe((totalNanos - upstreamNanos) / NANOS_PER_MILLI);
        }
    }

    private DistributionDataPoint upstream() {
        DistributionDataPoint now = upstream;
        if (now == null) {
            now = families.latency.labelValues("upstream", route);
            upstream = now;
        }
        return now;
    }

    private DistributionDataPoint edge() {
        DistributionDataPoint now = edge;
        if (now == null) {
            now = families.latency.labelValues("edge", route);
            edge = now;
        }
        return now;
    }
}
