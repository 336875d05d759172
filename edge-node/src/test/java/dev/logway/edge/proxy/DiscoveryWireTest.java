package dev.logway.edge.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.NodeSource;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.edge.support.DnsServer;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.Until;
import dev.logway.edge.upstream.DnsDiscovery;
import dev.logway.edge.upstream.UpstreamState.NodeState;
import dev.logway.testkit.GroupConfig;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nodes that come from the DNS. */
class DiscoveryWireTest {

    private static Upstream upstream(String serviceName, Balancing balancing) {
        return new Upstream(
                "u",
                Descriptor.NONE,
                new UpstreamSpec(
                        new NodeSource.Dns(serviceName),
                        null,
                        KeepalivePool.DEFAULT,
                        HostHeader.PASS,
                        balancing,
                        Resilience.DEFAULT,
                        Protocol.HTTP));
    }

    private static ProxyUnderTest proxy(DnsServer dns, String serviceName) {
        return new ProxyUnderTest(
                Limits.DEFAULT,
                1,
                new DnsDiscovery(List.of(dns.address())),
                upstream(serviceName, Balancing.ROUND_ROBIN),
                GroupConfig.route("r", "/*", "u"));
    }

    private static List<NodeState> nodes(ProxyUnderTest proxy) {
        return proxy.upstreams().states().getFirst().nodes();
    }

    private static List<String> addresses(ProxyUnderTest proxy) {
        return nodes(proxy).stream()
                .map(node -> node.host() + ":" + node.port())
                .toList();
    }

    @Test
    void theAddressesOfANameAreItsNodes() throws Exception {
        try (var dns = new DnsServer();
                var origin = Origin.answering(Origin.ok("found"));
                var proxy = proxy(dns.addresses("orders.test", 60, "127.0.0.1"), "orders.test:" + origin.port())) {
            Until.holds(() -> !nodes(proxy).isEmpty());
            assertEquals("found", RawClient.get(proxy.port(), "/").body());
        }
    }

    @Test
    void anUpstreamThatIsNotFoundYetIsUnavailable() throws Exception {
        try (var dns = new DnsServer();
                var proxy = proxy(dns, "orders.test:80")) {
            assertEquals(503, RawClient.get(proxy.port(), "/").status());
            dns.addresses("orders.test", 60, "10.0.0.1");
            Until.holds(() -> addresses(proxy).equals(List.of("10.0.0.1:80")));
        }
    }

    @Test
    void aNameIsLookedUpAgainWhenItsTimeIsOver() throws Exception {
        try (var dns = new DnsServer();
                var proxy = proxy(dns.addresses("orders.test", 1, "10.0.0.2", "10.0.0.1"), "orders.test")) {
            Until.holds(() -> addresses(proxy).equals(List.of("10.0.0.1:80", "10.0.0.2:80")));
            dns.addresses("orders.test", 3_600, "10.0.0.3");
            Until.holds(() -> addresses(proxy).equals(List.of("10.0.0.3:80")));
            int before = dns.queries("orders.test");
            rounds(dns.addresses("other.test", 1, "10.0.0.9"), proxy);
            assertEquals(before, dns.queries("orders.test"));
            assertEquals(List.of("10.0.0.3:80"), addresses(proxy));
        }
    }

    /** Waits until another name was looked up some times, once a second each. */
    private static void rounds(DnsServer dns, ProxyUnderTest proxy) throws Exception {
        proxy.config().put(other("other.test"));
        int from = dns.queries("other.test");
        Until.holds(() -> dns.queries("other.test") >= from + 3);
    }

    private static Upstream other(String serviceName) {
        return new Upstream(
                "v", Descriptor.NONE, upstream(serviceName, Balancing.PEAK_EWMA).spec());
    }

    @Test
    void servicesBringTheirPortsWeightsAndPriorities() throws Exception {
        try (var dns = new DnsServer();
                var proxy = proxy(
                        dns.addresses("a.test", 60, "10.0.0.1")
                                .addresses("b.test", 60, "10.0.0.2", "10.0.0.3")
                                .services("_http._tcp.test", 60, "10 3 8080 a.test", "20 0 8081 b.test"),
                        "_http._tcp.test")) {
            Until.holds(() -> nodes(proxy).size() == 3);
            assertEquals(
                    List.of(
                            new NodeState("10.0.0.1", 8080, 30, -10, true, false, 0, null),
                            new NodeState("10.0.0.2", 8081, 1, -20, true, false, 0, null),
                            new NodeState("10.0.0.3", 8081, 1, -20, true, false, 0, null)),
                    nodes(proxy));
        }
    }

    @Test
    void theLastNodesStayWhileTheServerFails() throws Exception {
        try (var dns = new DnsServer();
                var origin = Origin.answering(Origin.ok("still"));
                var proxy = proxy(dns.addresses("orders.test", 1, "127.0.0.1"), "orders.test:" + origin.port())) {
            Until.holds(() -> !nodes(proxy).isEmpty());
            dns.failing(true);
            int before = dns.queries("orders.test");
            Until.holds(() -> dns.queries("orders.test") > before + 1);
            assertEquals("still", RawClient.get(proxy.port(), "/").body());
            dns.failing(false);
            dns.addresses("orders.test", 1, "127.0.0.2");
            Until.holds(() -> addresses(proxy).getFirst().startsWith("127.0.0.2"));
        }
    }

    @Test
    void theNodesStayWhenOnlyTheBalancingChanges() throws Exception {
        try (var dns = new DnsServer();
                var proxy = proxy(dns.addresses("orders.test", 3_600, "10.0.0.1"), "orders.test")) {
            Until.holds(() -> !nodes(proxy).isEmpty());
            dns.failing(true);
            proxy.config().put(upstream("orders.test", Balancing.LEAST_CONNECTIONS));
            assertEquals(List.of("10.0.0.1:80"), addresses(proxy));
        }
    }

    @Test
    void aNodeThatLeavesLosesItsIdleConnections() throws Exception {
        var closed = new CountDownLatch(1);
        try (var dns = new DnsServer();
                var origin = new Origin(connection -> {
                    while (connection.request() != null) {
                        connection.send(Origin.ok("first"));
                    }
                    closed.countDown();
                });
                var proxy = proxy(dns.addresses("orders.test", 1, "127.0.0.1"), "orders.test:" + origin.port())) {
            Until.holds(() -> !nodes(proxy).isEmpty());
            assertEquals("first", RawClient.get(proxy.port(), "/").body());
            dns.addresses("orders.test", 3_600, "127.0.0.2");
            Until.holds(() -> addresses(proxy).getFirst().startsWith("127.0.0.2"));
            assertEquals(502, RawClient.get(proxy.port(), "/").status());
            assertTrue(closed.await(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void nobodyAsksForAnUpstreamThatIsGone() throws Exception {
        try (var dns = new DnsServer();
                var proxy = proxy(dns.addresses("orders.test", 1, "10.0.0.1"), "orders.test")) {
            Until.holds(() -> !nodes(proxy).isEmpty());
            proxy.config().remove(Route.key("r"), Upstream.key("u"));
            int before = dns.queries("orders.test");
            rounds(dns.addresses("other.test", 1, "10.0.0.9"), proxy);
            assertEquals(before, dns.queries("orders.test"));
        }
    }
}
