package dev.logway.edge.metrics;

import dev.logway.edge.overload.Overload;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The traffic of one edge: {@code logway_http_status{code,route}}, {@code logway_http_latency{type,route}} in
 * milliseconds, {@code logway_bandwidth{type,route}} in bytes, and a few counters of its way to the upstreams. At most
 * {@code maxRoutes} routes have a label of their own; the others share {@value #OTHERS}. Threadsafe, except where
 * stated.
 */
public final class TrafficMetrics {
    /** The label of routes beyond the limit. */
    public static final String OTHERS = "others";

    private final int maxRoutes;
    private final RouteSeries.Families families;
    private final CounterDataPoint connects;
    private final CounterDataPoint retries;
    private final Map<Overload.Reason, CounterDataPoint> shed = new EnumMap<>(Overload.Reason.class);
    private final Map<RevisionWait, CounterDataPoint> waits = new EnumMap<>(RevisionWait.class);
    private final RouteTraffic unmatched;
    private final Set<String> labelled = new HashSet<>();
    /** Made by any event loop; two that make it find the same counters. */
    private @Nullable RouteSeries others;

    /** @param maxRoutes how many routes have a label of their own */
    public TrafficMetrics(PrometheusRegistry registry, int maxRoutes) {
        this.maxRoutes = maxRoutes;
        this.families = RouteSeries.Families.register(registry);
        this.connects = Counter.builder()
                .name("logway_upstream_connects")
                .help("Connections opened to upstream nodes.")
                .register(registry);
        this.retries = Counter.builder()
                .name("logway_upstream_stale_retries")
                .help("Requests sent again because their idle connection had been closed by the node.")
                .register(registry);
        Counter shedByReason = Counter.builder()
                .name("logway_shed_requests")
                .help(
                        "Requests answered 503 because the edge had too much to do: its heap was short, or its event loop lagged.")
                .labelNames("reason")
                .register(registry);
        for (Overload.Reason reason : Overload.Reason.values()) {
            shed.put(reason, shedByReason.labelValues(reason.word()));
        }
        Counter waitsByResult = Counter.builder()
                .name("logway_http_revision_waits")
                .help("Requests that demanded a revision that was not served yet, by what came of it.")
                .labelNames("result")
                .register(registry);
        for (RevisionWait result : RevisionWait.values()) {
            waits.put(result, waitsByResult.labelValues(result.word()));
        }
        this.unmatched = new RouteTraffic("", this);
    }

    /** The counters of a route; not threadsafe, call it where tables are made. */
    public RouteTraffic route(String id) {
        if (labelled.size() >= maxRoutes || !labelled.add(id)) {
            return new RouteTraffic(OTHERS, this);
        }
        return new RouteTraffic(id, this);
    }

    /** Forgets the counters of a route that is gone; not threadsafe, like {@link #route}. */
    public void retire(RouteTraffic traffic) {
        if (!traffic.label().equals(OTHERS) && labelled.remove(traffic.label())) {
            traffic.retire();
            families.remove(traffic.label());
        }
    }

    /** The counters of requests that no route took. */
    public RouteTraffic unmatched() {
        return unmatched;
    }

    /** A request was turned away. */
    public void shed(Overload.Reason reason) {
        CounterDataPoint counter = shed.get(reason);
        if (counter != null) {
            counter.inc();
        }
    }

    /** A request's wait for a revision came to {@code result}. */
    public void waited(RevisionWait result) {
        CounterDataPoint counter = waits.get(result);
        if (counter != null) {
            counter.inc();
        }
    }

    public void connected() {
        connects.inc();
    }

    public void retried() {
        retries.inc();
    }

    RouteSeries series(String label) {
        return label.equals(OTHERS) ? others() : new RouteSeries(families, label);
    }

    /** What the routes beyond the limit share, and those that are gone. */
    RouteSeries others() {
        RouteSeries now = others;
        if (now == null) {
            now = new RouteSeries(families, OTHERS);
            others = now;
        }
        return now;
    }
}
