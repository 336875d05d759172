package dev.logway.edge.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one route's requests were answered. Counters are made when first needed, so a quiet route costs nothing. */
public final class RouteTraffic {
    static final List<String> CLASSES = List.of("1xx", "2xx", "3xx", "4xx", "5xx");

    private final String label;
    private final TrafficMetrics metrics;
    /** Filled by any event loop; two that fill the same element find the same counter. */
    private final @Nullable CounterDataPoint[] counters = new @Nullable CounterDataPoint[CLASSES.size()];

    private volatile boolean retired;

    RouteTraffic(String label, TrafficMetrics metrics) {
        this.label = label;
        this.metrics = metrics;
    }

    /** Counts an answer. */
    public void answered(int status) {
        int index = Math.clamp(status / 100, 1, CLASSES.size()) - 1;
        CounterDataPoint counter = counters[index];
        if (counter == null) {
            counter = metrics.counter(CLASSES.get(index), this);
            counters[index] = counter;
        }
        counter.inc();
    }

    String label() {
        return label;
    }

    boolean isRetired() {
        return retired;
    }

    void retire() {
        retired = true;
    }
}
