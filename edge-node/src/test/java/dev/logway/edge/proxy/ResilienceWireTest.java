package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.CircuitBreaker;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.OutlierDetection;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.RetryPolicy;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.Until;
import dev.logway.edge.upstream.UpstreamEvent;
import dev.logway.edge.upstream.UpstreamState;
import dev.logway.testkit.GroupConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What protects an upstream and its clients from one another: breaker, ejection, limit. */
class ResilienceWireTest {

    private static Resilience resilience(
            @Nullable CircuitBreaker breaker, @Nullable OutlierDetection outliers, @Nullable Integer maxPending) {
        return new Resilience(RetryPolicy.DEFAULT, null, breaker, outliers, maxPending, Duration.ZERO);
    }

    private static CircuitBreaker breaker(Duration open) {
        return new CircuitBreaker(new CircuitBreaker.Opening(2, 100, 10, 10), open, 1, List.of(500));
    }

    private static ProxyUnderTest proxy(Resilience resilience, Origin... origins) {
        return new ProxyUnderTest(
                GroupConfig.resilient(
                        "u",
                        20_000,
                        resilience,
                        List.of(origins).stream()
                                .map(origin -> GroupConfig.node(origin.port()))
                                .toArray(Node[]::new)),
                GroupConfig.route("r", "/*", "u"));
    }

    private static int status(ProxyUnderTest proxy) throws Exception {
        return RawClient.get(proxy.port(), "/").status();
    }

    private static UpstreamState state(ProxyUnderTest proxy) {
        return proxy.upstreams().states().getFirst();
    }

    /** An origin that gives every request the status of this moment. */
    private static Origin saying(AtomicInteger status) throws Exception {
        return new Origin(connection -> {
            while (connection.request() != null) {
                connection.send(Origin.empty(status.get()));
            }
        });
    }

    @Test
    void anOpenBreakerKeepsRequestsFromTheUpstream() throws Exception {
        var status = new AtomicInteger(500);
        try (var origin = saying(status);
                var proxy = proxy(resilience(breaker(Duration.ofHours(1)), null, null), origin)) {
            assertEquals(500, status(proxy));
            assertEquals(500, status(proxy));
            var refused = RawClient.get(proxy.port(), "/");
            assertEquals(503, refused.status());
            assertEquals(Optional.of("3600"), refused.header("retry-after"));
            assertEquals("{\"error_msg\":\"503 Service Unavailable\"}", refused.body());
            assertEquals(2, origin.untaken());
            assertEquals("open", state(proxy).breaker());
            assertEquals(1, state(proxy).count(UpstreamEvent.REFUSED_BY_CIRCUIT_BREAKER));
        }
    }

    @Test
    void aBreakerClosesWhenAProbeSucceeds() throws Exception {
        var status = new AtomicInteger(500);
        try (var origin = saying(status);
                var proxy = proxy(resilience(breaker(Duration.ofMillis(100)), null, null), origin)) {
            assertEquals(500, status(proxy));
            assertEquals(500, status(proxy));
            status.set(200);
            Until.holds(() -> status(proxy) == 200);
            assertEquals("closed", state(proxy).breaker());
            assertEquals(200, status(proxy));
        }
    }

    @Test
    void brokenConnectionsOpenABreakerToo() throws Exception {
        try (var origin = new Origin(connection -> {
                    connection.request();
                    connection.reset();
                });
                var proxy = proxy(resilience(breaker(Duration.ofHours(1)), null, null), origin)) {
            assertEquals(502, status(proxy));
            assertEquals(502, status(proxy));
            assertEquals(503, status(proxy));
        }
    }

    @Test
    void aBreakerSurvivesAChangeThatDoesNotConcernIt() throws Exception {
        var status = new AtomicInteger(500);
        try (var origin = saying(status);
                var proxy = proxy(resilience(breaker(Duration.ofHours(1)), null, null), origin)) {
            assertEquals(500, status(proxy));
            assertEquals(500, status(proxy));
            proxy.config()
                    .put(GroupConfig.resilient(
                            "u",
                            10_000,
                            resilience(breaker(Duration.ofHours(1)), null, null),
                            GroupConfig.node(origin.port())));
            assertEquals(503, status(proxy));
        }
    }

    @Test
    void requestsBeyondTheLimitAreToldToComeBack() throws Exception {
        var arrived = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    connection.request();
                    arrived.countDown();
                    answer.await();
                    connection.send(Origin.ok("late"));
                });
                var proxy = proxy(resilience(null, null, 1), origin);
                var client = new RawClient(proxy.port())) {
            client.send(head("GET / HTTP/1.1", "Host: test"));
            arrived.await();
            var refused = RawClient.get(proxy.port(), "/");
            assertEquals(503, refused.status());
            assertEquals(Optional.of("1"), refused.header("retry-after"));
            assertEquals(1, state(proxy).pending());
            answer.countDown();
            assertEquals("late", client.answer().body());
            Until.holds(() -> state(proxy).pending() == 0);
            assertEquals("late", RawClient.get(proxy.port(), "/").body());
        }
    }

    @Test
    void aClientThatGoesMakesRoomForAnother() throws Exception {
        var arrived = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    connection.request();
                    if (connection.number() == 0) {
                        arrived.countDown();
                        connection.head();
                    }
                    connection.send(Origin.ok("next"));
                });
                var proxy = proxy(resilience(null, null, 1), origin)) {
            try (var client = new RawClient(proxy.port())) {
                client.send(head("GET / HTTP/1.1", "Host: test"));
                arrived.await();
            }
            Until.holds(() -> status(proxy) == 200);
        }
    }

    @Test
    void aNodeThatFailsAgainAndAgainIsLeftOut() throws Exception {
        var outliers = new OutlierDetection(2, Duration.ofHours(1), Duration.ofHours(2), 50);
        try (var bad = Origin.answering(Origin.empty(503));
                var good = Origin.answering(Origin.empty(200));
                var proxy = proxy(resilience(null, outliers, null), bad, good)) {
            for (int i = 0; i < 20; i++) {
                status(proxy);
            }
            assertEquals(2, bad.untaken());
            assertEquals(18, good.untaken());
            assertEquals(1, state(proxy).count(UpstreamEvent.EJECTIONS));
            assertTrue(state(proxy).nodes().getFirst().ejected());
        }
    }

    @Test
    void anEjectedNodeComesBack() throws Exception {
        var outliers = new OutlierDetection(1, Duration.ofMillis(50), Duration.ofMillis(50), 50);
        var status = new AtomicInteger(500);
        try (var bad = saying(status);
                var good = Origin.answering(Origin.empty(200));
                var proxy = proxy(resilience(null, outliers, null), bad, good)) {
            assertEquals(500, status(proxy));
            status.set(204);
            Until.holds(() -> status(proxy) == 204);
        }
    }

    @Test
    void notMoreAreEjectedThanAllowed() throws Exception {
        var outliers = new OutlierDetection(1, Duration.ofHours(1), Duration.ofHours(1), 50);
        try (var one = Origin.answering(Origin.empty(500));
                var two = Origin.answering(Origin.empty(500));
                var three = Origin.answering(Origin.empty(500));
                var proxy = proxy(resilience(null, outliers, null), one, two, three)) {
            for (int i = 0; i < 20; i++) {
                assertEquals(500, status(proxy));
            }
            assertEquals(1, state(proxy).down());
            assertEquals(0, state(proxy).count(UpstreamEvent.PANICS));
        }
    }
}
