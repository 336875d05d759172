package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.HashOn;
import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.NodeSource;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.testkit.GroupConfig;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which node a request reaches. */
class BalancingWireTest {

    private static ProxyUnderTest proxy(Balancing balancing, Origin... origins) {
        var spec = new UpstreamSpec(
                new NodeSource.Listed(Stream.of(origins)
                        .map(origin -> GroupConfig.node(origin.port()))
                        .toList()),
                null,
                KeepalivePool.DEFAULT,
                HostHeader.PASS,
                balancing,
                Resilience.DEFAULT,
                Protocol.HTTP);
        return new ProxyUnderTest(new Upstream("u", Descriptor.NONE, spec), GroupConfig.route("r", "/*", "u"));
    }

    static List<Arguments> keys() {
        return List.of(
                Arguments.of(HashOn.HEADER, "x-user", "GET /", "X-User: %s"),
                Arguments.of(HashOn.COOKIE, "session", "GET /", "Cookie: other=1; session=%s"),
                Arguments.of(HashOn.VARS, "arg_user", "GET /?a=b&user=%s&user=2", "X: y"),
                Arguments.of(HashOn.VARS, "uri", "GET /a/./%s?q", "X: y"),
                Arguments.of(HashOn.VARS, "host", "GET http://h%s:80/", "X: y"),
                Arguments.of(HashOn.VARS, "http_x_user", "GET /", "X-User: %s"),
                Arguments.of(HashOn.VARS_COMBINATIONS, "$request_method-$cookie_s", "GET /", "Cookie: s=%s"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void requestsThatAreAlikeReachOneNode(HashOn on, String key, String line, String field) throws Exception {
        try (var a = Origin.answering(Origin.ok("a"));
                var b = Origin.answering(Origin.ok("b"));
                var c = Origin.answering(Origin.ok("c"));
                var proxy = proxy(new Balancing.ConsistentHash(on, key), a, b, c)) {
            var reached = new HashSet<String>();
            for (int user = 0; user < 20; user++) {
                String target = line.formatted(user);
                String host = target.contains("//") ? "h" + user + ":80" : "test";
                String request = head(target + " HTTP/1.1", "Host: " + host, field.formatted(user));
                String first = RawClient.ask(proxy.port(), request).body();
                assertEquals(first, RawClient.ask(proxy.port(), request).body());
                reached.add(first);
            }
            assertTrue(reached.size() > 1, () -> "all reach " + reached);
        }
    }

    @Test
    void requestsAvoidTheNodeThatIsBusy() throws Exception {
        var arrived = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var busy = new Origin(connection -> {
                    connection.request();
                    arrived.countDown();
                    go.await();
                    connection.send(Origin.ok("busy"));
                });
                var free = Origin.answering(Origin.ok("free"));
                var proxy = proxy(Balancing.LEAST_CONNECTIONS, busy, free);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> RawClient.get(proxy.port(), "/").body());
            arrived.await();
            // The second takes the free node; from then on it is the busy one only that has a request under way.
            for (int i = 0; i < 10; i++) {
                assertEquals("free", RawClient.get(proxy.port(), "/").body());
            }
            go.countDown();
            assertEquals("busy", waiting.get());
        }
    }
}
