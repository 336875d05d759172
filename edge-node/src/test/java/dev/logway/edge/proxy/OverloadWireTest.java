package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.overload.Heap;
import dev.logway.edge.overload.Overload;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients see of an edge that has too much to do. */
@Timeout(30)
class OverloadWireTest {
    private static final String GET = head("GET / HTTP/1.1", "Host: test");

    private final AtomicInteger percent = new AtomicInteger();

    private final Overload overload = new Overload(new Overload.Limits(85, Duration.ZERO), new Heap() {
        @Override
        public int percentAfterCollection() {
            return percent.get();
        }

        @Override
        public long collections() {
            return 0;
        }

        @Override
        public void collect() {}
    });

    private void heapIsAt(int newPercent) {
        percent.set(newPercent);
        overload.look(System.nanoTime());
    }

    @Test
    void newRequestsAreTurnedAwayAndThoseUnderWayAreNot() throws Exception {
        var go = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    while (connection.request() != null) {
                        go.await();
                        connection.send(Origin.ok("done"));
                    }
                });
                var proxy = new ProxyUnderTest(overload, upstream("u", node(origin.port())), route("r", "/*", "u"));
                var established = new RawClient(proxy.port());
                var client = new RawClient(proxy.port())) {
            established.send(GET);
            origin.taken();
            heapIsAt(90);
            var refused = client.send(GET).answer();
            assertEquals(503, refused.status());
            assertEquals("5", refused.header("Retry-After").orElseThrow());
            assertEquals(
                    503,
                    client.send(head("POST / HTTP/1.1", "Host: test", "Content-Length: 2") + "ab")
                            .answer()
                            .status());
            go.countDown();
            assertEquals("done", established.answer().body());
            heapIsAt(50);
            assertEquals("done", client.send(GET).answer().body());
            assertTrue(metrics(proxy).contains("logway_shed_requests_total{reason=\"heap\"} 2.0"), metrics(proxy));
        }
    }

    private static String metrics(ProxyUnderTest proxy) throws IOException {
        var out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.builder().build().write(out, proxy.registry().scrape());
        return out.toString(StandardCharsets.UTF_8);
    }
}
