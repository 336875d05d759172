package dev.logway.edge.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
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
        a.refused(200);
        a.refused(204);
        a.refused(404);
        a.refused(999);
        metrics.unmatched().refused(404);
        assertEquals(Map.of("a 2xx", 2.0, "a 4xx", 1.0, "a 5xx", 1.0, " 4xx", 1.0), counts());
    }

    @Test
    void routesBeyondTheLimitShareOneLabel() {
        metrics.route("a").refused(200);
        metrics.route("b").refused(200);
        metrics.route("c").refused(200);
        metrics.route("d").refused(200);
        assertEquals(Map.of("a 2xx", 1.0, "b 2xx", 1.0, "others 2xx", 2.0), counts());
    }

    @Test
    void aRouteThatIsGoneLeavesNothingAndMakesRoom() {
        var a = metrics.route("a");
        metrics.route("b").refused(200);
        a.refused(200);
        metrics.retire(a);
        a.refused(500);
        metrics.route("c").refused(200);
        assertEquals(Map.of("b 2xx", 1.0, "c 2xx", 1.0, "others 5xx", 1.0), counts());
    }

    @Test
    void bytesAndLatenciesAreKeptByRoute() {
        metrics.route("a").finished(200, 10, 20, 3_000_000, 1_000_000);
        metrics.route("b").finished(404, 0, 5, 4_000_000, 0);

        var bytes = new TreeMap<String, Double>();
        var millis = new TreeMap<String, Double>();
        for (var snapshot : registry.scrape()) {
            if (snapshot instanceof CounterSnapshot counter
                    && counter.getMetadata().getName().equals("logway_bandwidth")) {
                counter.getDataPoints().forEach(point -> bytes.put(labels(point), point.getValue()));
            }
            if (snapshot instanceof HistogramSnapshot histogram) {
                histogram.getDataPoints().forEach(point -> millis.put(labels(point), point.getSum()));
            }
        }
        assertEquals(Map.of("a ingress", 10.0, "a egress", 20.0, "b ingress", 0.0, "b egress", 5.0), bytes);
        assertEquals(Map.of("a request", 3.0, "a upstream", 1.0, "a edge", 2.0, "b request", 4.0), millis);
    }

    private static String labels(DataPointSnapshot point) {
        return point.getLabels().get("route") + " " + point.getLabels().get("type");
    }
}
