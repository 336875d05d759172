package dev.logway.edge.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashSet;
import java.util.Set;

/**
 * The traffic of one edge: {@code logway_http_status{code,route}}, {@code logway_http_latency{type}} in milliseconds and
 * a few counters of its way to the upstreams. At most {@code maxRoutes} routes have a label of their own; the others
 * share {@value #OTHERS}. Threadsafe, except where stated.
 */
public final class TrafficMetrics {
    /** The label of routes beyond the limit. */
    public static final String OTHERS = "others";

    private static final double[] LATENCY_MILLIS = {
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000
    };
    private static final double NANOS_PER_MILLI = 1e6;

    private final int maxRoutes;
    private final Counter status;
    private final DistributionDataPoint requestLatency;
    private final DistributionDataPoint upstreamLatency;
    private final DistributionDataPoint edgeLatency;
    private final CounterDataPoint connects;
    private final CounterDataPoint retries;
    private final RouteTraffic unmatched;
    private final RouteTraffic others;
    private final Set<String> labelled = new HashSet<>();

    /** @param maxRoutes how many routes have a label of their own */
    public TrafficMetrics(PrometheusRegistry registry, int maxRoutes) {
        this.maxRoutes = maxRoutes;
        this.status = Counter.builder()
                .name("logway_http_status")
                .help("Requests answered, by class of status and route; route is empty where none matched.")
                .labelNames("code", "route")
                .register(registry);
        Histogram latency = Histogram.builder()
                .name("logway_http_latency")
                .help("Milliseconds: request from its head to the end of its answer, upstream from sending to its head,"
                        + " edge what lies between.")
                .labelNames("type")
                .classicOnly()
                .classicUpperBounds(LATENCY_MILLIS)
                .register(registry);
        this.requestLatency = latency.labelValues("request");
        this.upstreamLatency = latency.labelValues("upstream");
        this.edgeLatency = latency.labelValues("edge");
        this.connects = Counter.builder()
                .name("logway_upstream_connects")
                .help("Connections opened to upstream nodes.")
                .register(registry);
        this.retries = Counter.builder()
                .name("logway_upstream_stale_retries")
                .help("Requests sent again because their idle connection had been closed by the node.")
                .register(registry);
        this.unmatched = new RouteTraffic("", this);
        this.others = new RouteTraffic(OTHERS, this);
    }

    /** The counters of a route; not threadsafe, call it where tables are made. */
    public RouteTraffic route(String id) {
        if (labelled.size() >= maxRoutes || !labelled.add(id)) {
            return others;
        }
        return new RouteTraffic(id, this);
    }

    /** Forgets the counters of a route that is gone; not threadsafe, like {@link #route}. */
    public void retire(RouteTraffic traffic) {
        if (traffic != others && labelled.remove(traffic.label())) {
            traffic.retire();
            RouteTraffic.CLASSES.forEach(code -> status.remove(code, traffic.label()));
        }
    }

    /** The counters of requests that no route took. */
    public RouteTraffic unmatched() {
        return unmatched;
    }

    /**
     * Counts one finished request.
     *
     * @param upstreamNanos until the upstream's head came; 0 if no upstream answered
     */
    public void latency(long requestNanos, long upstreamNanos) {
        requestLatency.observe(requestNanos / NANOS_PER_MILLI);
        if (upstreamNanos > 0) {
            upstreamLatency.observe(upstreamNanos / NANOS_PER_MILLI);
            edgeLatency.observe((requestNanos - upstreamNanos) / NANOS_PER_MILLI);
        }
    }

    public void connected() {
        connects.inc();
    }

    public void retried() {
        retries.inc();
    }

    CounterDataPoint counter(String code, RouteTraffic traffic) {
        return status.labelValues(code, (traffic.isRetired() ? others : traffic).label());
    }
}
