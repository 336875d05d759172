package dev.logway.edge.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrafficMetricsTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final TrafficMetrics metrics = new TrafficMetrics(registry, 2);

    private Map<String, Double> counts() {
        var counts = new TreeMap<String, Double>();
        for (var snapshot : registry.scrape()) {
            if (snapshot instanceof CounterSnapshot counter
                    && counter.getMetadata().getName().equals("logway_http_status")) {
                counter.getDataPoints()
                        .forEach(point -> counts.put(
                                point.getLabels().get("route") + " "
                                        + point.getLabels().get("code"),
                                point.getValue()));
            }
        }
        return counts;
    }

    @Test
    void answersAreCountedByRouteAndClass() {
        var a = metrics.route("a");
        a.answered(200);
        a.answered(204);
        a.answered(404);
        a.answered(999);
        metrics.unmatched().answered(404);
        assertEquals(Map.of("a 2xx", 2.0, "a 4xx", 1.0, "a 5xx", 1.0, " 4xx", 1.0), counts());
    }

    @Test
    void routesBeyondTheLimitShareOneLabel() {
        metrics.route("a").answered(200);
        metrics.route("b").answered(200);
        metrics.route("c").answered(200);
        metrics.route("d").answered(200);
        assertEquals(Map.of("a 2xx", 1.0, "b 2xx", 1.0, "others 2xx", 2.0), counts());
    }

    @Test
    void aRouteThatIsGoneLeavesNothingAndMakesRoom() {
        var a = metrics.route("a");
        metrics.route("b").answered(200);
        a.answered(200);
        metrics.retire(a);
        a.answered(500);
        metrics.route("c").answered(200);
        assertEquals(Map.of("b 2xx", 1.0, "c 2xx", 1.0, "others 5xx", 1.0), counts());
    }
}
