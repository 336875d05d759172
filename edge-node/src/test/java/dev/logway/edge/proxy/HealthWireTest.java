package dev.logway.edge.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.ActiveCheck;
import dev.logway.domain.resource.ActiveCheck.Probe;
import dev.logway.domain.resource.HealthChecks;
import dev.logway.domain.resource.HealthRule;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.RetryPolicy;
import dev.logway.domain.resource.Upstream;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.Until;
import dev.logway.edge.upstream.UpstreamEvent;
import dev.logway.edge.upstream.UpstreamState;
import dev.logway.testkit.GroupConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How an edge finds out which nodes are healthy, and what follows from it. */
class HealthWireTest {
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final HealthRule RULE =
            new HealthRule(new HealthRule.Healthy(List.of(200), 2), new HealthRule.Unhealthy(List.of(500), 2, 2, 2));
    private static final Probe HTTP = new Probe.Http("GET", "/health?x=1", "probe.example", List.of("X-Probe: yes"));

    /** A node that answers probes and traffic with statuses that a test sets. */
    private static final class Server implements AutoCloseable {
        private final AtomicInteger health = new AtomicInteger(200);
        private final AtomicInteger traffic = new AtomicInteger(200);
        private final AtomicInteger probes = new AtomicInteger();
        private final AtomicInteger requests = new AtomicInteger();
        private final Origin origin;

        Server() throws IOException {
            origin = new Origin(connection -> {
                for (var request = connection.request(); request != null; request = connection.request()) {
                    boolean probe = request.line().contains("/health");
                    (probe ? probes : requests).incrementAndGet();
                    connection.send(Origin.empty((probe ? health : traffic).get()));
                }
            });
        }

        Node node() {
            return GroupConfig.node(origin.port());
        }

        @Override
        public void close() throws IOException {
            origin.close();
        }
    }

    private static Resilience checked(Probe probe, Duration interval, @Nullable HealthRule passive) {
        var active = new ActiveCheck(
                probe, null, Duration.ofMillis(200), 10, new ActiveCheck.Pace(interval, interval), RULE);
        return new Resilience(RetryPolicy.DEFAULT, new HealthChecks(active, passive), null, null, null, Duration.ZERO);
    }

    private static Upstream upstream(Resilience resilience, Node... nodes) {
        return GroupConfig.resilient("u", 20_000, resilience, nodes);
    }

    private static ProxyUnderTest proxy(Resilience resilience, Node... nodes) {
        return new ProxyUnderTest(upstream(resilience, nodes), GroupConfig.route("r", "/*", "u"));
    }

    private static UpstreamState state(ProxyUnderTest proxy) {
        return proxy.upstreams().states().getFirst();
    }

    private static boolean isHealthy(ProxyUnderTest proxy, int node) {
        return state(proxy).nodes().get(node).healthy();
    }

    private static int status(ProxyUnderTest proxy) throws Exception {
        return RawClient.get(proxy.port(), "/").status();
    }

    @Test
    void aNodeWhoseProbesFailGetsNoTrafficUntilTheySucceed() throws Exception {
        try (var one = new Server();
                var two = new Server();
                var proxy = proxy(checked(HTTP, OFTEN, null), one.node(), two.node())) {
            one.health.set(500);
            Until.holds(() -> !isHealthy(proxy, 0));
            int before = one.requests.get();
            for (int i = 0; i < 10; i++) {
                assertEquals(200, status(proxy));
            }
            assertEquals(before, one.requests.get());
            one.health.set(200);
            Until.holds(() -> isHealthy(proxy, 0));
            Until.holds(() -> status(proxy) == 200 && one.requests.get() > before);
            assertTrue(isHealthy(proxy, 1));
        }
    }

    @Test
    void aProbeIsTheRequestThatWasAskedFor() throws Exception {
        try (var server = new Server();
                var proxy = proxy(checked(HTTP, NEVER, null), server.node())) {
            var probe = server.origin.taken();
            assertEquals("GET /health?x=1 HTTP/1.1", probe.line());
            assertTrue(probe.has("host: probe.example"), probe::head);
            assertTrue(probe.has("x-probe: yes"), probe::head);
            assertTrue(isHealthy(proxy, 0));
        }
    }

    @Test
    void aNodeThatIsDownIsFoundByTcpProbes() throws Exception {
        try (var up = new Server();
                var proxy = proxy(
                        checked(new Probe.Tcp(), OFTEN, null), GroupConfig.node(Origin.closedPort()), up.node())) {
            Until.holds(() -> !isHealthy(proxy, 0));
            assertTrue(isHealthy(proxy, 1));
        }
    }

    @Test
    void aProbeThatIsNotAnsweredIsAFailure() throws Exception {
        try (var mute = new Origin(connection -> {
                    connection.request();
                    connection.head();
                });
                var up = new Server();
                var proxy = proxy(checked(HTTP, OFTEN, null), GroupConfig.node(mute.port()), up.node())) {
            Until.holds(() -> !isHealthy(proxy, 0));
        }
    }

    @Test
    void trafficTellsOfHealthToo() throws Exception {
        try (var one = new Server();
                var two = new Server();
                var proxy = proxy(checked(HTTP, NEVER, RULE), one.node(), two.node())) {
            one.traffic.set(500);
            for (int i = 0; i < 20; i++) {
                status(proxy);
            }
            assertFalse(isHealthy(proxy, 0));
            assertEquals(2, one.requests.get());
            assertEquals(18, two.requests.get());
        }
    }

    @Test
    void whenNoNodeIsHealthyAllGetTraffic() throws Exception {
        try (var one = new Server();
                var two = new Server();
                var proxy = proxy(checked(HTTP, OFTEN, null), one.node(), two.node())) {
            one.health.set(500);
            two.health.set(500);
            Until.holds(() -> state(proxy).down() == 2);
            for (int i = 0; i < 10; i++) {
                assertEquals(200, status(proxy));
            }
            assertEquals(5, one.requests.get());
            assertEquals(5, two.requests.get());
            assertEquals(10, state(proxy).count(UpstreamEvent.PANICS));
            assertEquals(
                    List.of("upstreams/u: 2 of 2 nodes are down"),
                    proxy.upstreams().warnings());
        }
    }

    @Test
    void whatIsKnownOfANodeSurvivesAChangeOfItsUpstream() throws Exception {
        try (var one = new Server();
                var two = new Server();
                var proxy = proxy(checked(HTTP, OFTEN, null), one.node(), two.node())) {
            one.health.set(500);
            Until.holds(() -> !isHealthy(proxy, 0));
            var heavier = new Node("127.0.0.1", one.origin.port(), 100);
            proxy.config().put(upstream(checked(HTTP, NEVER, null), heavier, two.node()));
            assertFalse(isHealthy(proxy, 0));
            proxy.config().put(upstream(Resilience.DEFAULT, heavier, two.node()));
            assertTrue(isHealthy(proxy, 0), "nothing checks it any more");
        }
    }

    @Test
    void probesEndWithTheUpstreamOrTheNode() throws Exception {
        try (var gone = new Server();
                var left = new Server();
                var other = new Server();
                var proxy = new ProxyUnderTest(
                        upstream(checked(HTTP, OFTEN, null), gone.node(), left.node()),
                        GroupConfig.resilient("v", 20_000, checked(HTTP, OFTEN, null), other.node()))) {
            Until.holds(() -> gone.probes.get() > 1 && left.probes.get() > 1);
            proxy.config().put(upstream(checked(HTTP, OFTEN, null), left.node()));
            rounds(other, 2);
            int ofNode = gone.probes.get();
            proxy.config().remove(Upstream.key("u"));
            rounds(other, 2);
            int ofUpstream = left.probes.get();
            rounds(other, 5);
            assertEquals(ofNode, gone.probes.get());
            assertEquals(ofUpstream, left.probes.get());
            assertEquals(1, proxy.upstreams().states().size());
        }
    }

    /** Waits for so many more probes of {@code server}, which come as often as any other's. */
    private static void rounds(Server server, int count) throws Exception {
        int from = server.probes.get();
        Until.holds(() -> server.probes.get() >= from + count);
    }
}
