package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static dev.logway.testkit.GroupConfig.match;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes through, and how it looks on the other side. */
class ProxyWireTest {

    @Test
    void anAnswerComesBackWhole() throws Exception {
        try (var origin = Origin.answering(
                        "HTTP/1.1 201 Created\r\nContent-Length: 5\r\nX-A: 1\r\nx-a: 2\r\nSet-Cookie: a=b\r\n\r\nhello");
                var proxy = ProxyUnderTest.to(origin.port())) {
            var answer = RawClient.get(proxy.port(), "/a/b?c=%2F%zz&d");
            assertEquals(201, answer.status());
            assertEquals("hello", answer.body());
            assertEquals(List.of("X-A: 1", "x-a: 2", "Set-Cookie: a=b", "content-length: 5"), answer.headers());
            assertEquals("GET /a/b?c=%2F%zz&d HTTP/1.1", origin.taken().line());
        }
    }

    @Test
    void thePathIsMatchedInNormalFormAndSentAsItCame() throws Exception {
        try (var origin = Origin.answering(Origin.ok("a"));
                var proxy = new ProxyUnderTest(upstream("u", node(origin.port())), route("r", "/a/:x", "u"))) {
            assertEquals(200, RawClient.get(proxy.port(), "/./b/../%61/%2e/1").status());
            assertEquals("GET /./b/../%61/%2e/1 HTTP/1.1", origin.taken().line());
            assertEquals(200, RawClient.get(proxy.port(), "/a/\u00c3\u00a9").status());
            assertEquals("GET /a/\u00c3\u00a9 HTTP/1.1", origin.taken().line());
        }
    }

    @Test
    void hopByHopFieldsEndHereBothWays() throws Exception {
        try (var origin = Origin.answering(head(
                        "HTTP/1.1 200 OK",
                        "Content-Length: 0",
                        "Connection: x-hop, keep-alive",
                        "X-Hop: 1",
                        "Keep-Alive: timeout=5",
                        "Proxy-Authenticate: Basic",
                        "Upgrade: h2c",
                        "Trailer: x",
                        "X-Stays: 1"));
                var proxy = ProxyUnderTest.to(origin.port())) {
            var answer = RawClient.ask(
                    proxy.port(),
                    head(
                            "GET / HTTP/1.1",
                            "Host: test",
                            "Connection: x-mine, Upgrade",
                            "X-Mine: 1",
                            "Upgrade: h2c",
                            "TE: gzip",
                            "Trailer: x",
                            "Proxy-Authorization: a",
                            "Proxy-Connection: a",
                            "Keep-Alive: 5",
                            "X-Stays: 1"));
            assertEquals(List.of("X-Stays: 1", "content-length: 0"), answer.headers());
            var sent = origin.taken();
            for (String name : List.of(
                    "connection",
                    "x-mine",
                    "upgrade",
                    "te",
                    "trailer",
                    "proxy-authorization",
                    "proxy-connection",
                    "keep-alive")) {
                assertFalse(sent.names(name), name + " in " + sent.head());
            }
            assertTrue(sent.has("X-Stays: 1"));
        }
    }

    @Test
    void theEdgeSaysWhereARequestCameFromAndNobodyElse() throws Exception {
        try (var origin = Origin.answering(Origin.ok(""));
                var proxy = ProxyUnderTest.to(origin.port())) {
            RawClient.ask(
                    proxy.port(),
                    head(
                            "GET / HTTP/1.1",
                            "Host: Test:1",
                            "X-Forwarded-For: 6.6.6.6",
                            "x-forwarded-proto: https",
                            "X-Forwarded-Host: evil",
                            "X-Forwarded-Port: 1",
                            "Forwarded: for=6.6.6.6",
                            "X-Real-IP: 6.6.6.6"));
            var sent = origin.taken();
            assertEquals(
                    List.of(
                            "host: Test:1",
                            "X-Forwarded-For: 127.0.0.1",
                            "X-Forwarded-Proto: http",
                            "X-Forwarded-Host: Test:1",
                            "X-Forwarded-Port: " + proxy.port(),
                            "X-Real-IP: 127.0.0.1"),
                    sent.head().lines().skip(1).filter(line -> !line.isEmpty()).toList());
        }
    }

    @Test
    void theHostIsPassedTakenFromTheNodeOrRewritten() throws Exception {
        try (var origin = Origin.answering(Origin.ok(""));
                var proxy = new ProxyUnderTest(
                        upstream("pass", node(origin.port())),
                        withHost("node", HostHeader.OF_NODE, origin.port()),
                        withHost("rewrite", new HostHeader.Rewrite("other.com"), origin.port()),
                        route("pass", "/pass", "pass"),
                        route("node", "/node", "node"),
                        route("rewrite", "/rewrite", "rewrite"))) {
            RawClient.get(proxy.port(), "/pass");
            assertTrue(origin.taken().has("host: test"));
            RawClient.get(proxy.port(), "/node");
            assertTrue(origin.taken().has("host: 127.0.0.1:" + origin.port()));
            RawClient.get(proxy.port(), "/rewrite");
            assertTrue(origin.taken().has("host: other.com"));
            RawClient.ask(proxy.port(), "GET /pass HTTP/1.0\r\n\r\n");
            assertTrue(origin.taken().has("host: 127.0.0.1:" + origin.port()));
        }
    }

    private static Upstream withHost(String id, HostHeader header, int port) {
        return new Upstream(
                id, Descriptor.NONE, new UpstreamSpec(List.of(node(port)), null, KeepalivePool.DEFAULT, header));
    }

    @Test
    void hostsAreComparedWithoutCaseAndPort() throws Exception {
        try (var origin = Origin.answering(Origin.ok("a"));
                var proxy = new ProxyUnderTest(
                        upstream("u", node(origin.port())),
                        route("r", match("/", List.of("*.example.com"), List.of(), 0), "u"))) {
            assertEquals(
                    200,
                    RawClient.ask(proxy.port(), "GET / HTTP/1.1\r\nHost: A.Example.COM:99\r\n\r\n")
                            .status());
            assertEquals(
                    404,
                    RawClient.ask(proxy.port(), "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n")
                            .status());
        }
    }

    @Test
    void theAbsoluteFormIsSentInOriginForm() throws Exception {
        try (var origin = Origin.answering(Origin.ok("a"));
                var proxy = ProxyUnderTest.to(origin.port())) {
            var answer = RawClient.ask(proxy.port(), "GET http://test/a?b HTTP/1.1\r\nHost: Test\r\n\r\n");
            assertEquals(200, answer.status());
            assertEquals("GET /a?b HTTP/1.1", origin.taken().line());
        }
    }

    @Test
    void aBodyOfKnownLengthKeepsItsLength() throws Exception {
        try (var origin = Origin.answering(Origin.ok("done"));
                var proxy = ProxyUnderTest.to(origin.port())) {
            var answer = RawClient.ask(proxy.port(), "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello");
            assertEquals("done", answer.body());
            var sent = origin.taken();
            assertTrue(sent.has("content-length: 5"));
            assertFalse(sent.names("transfer-encoding"));
            assertEquals("hello", sent.body());
            RawClient.ask(proxy.port(), "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 0\r\n\r\n");
            assertTrue(origin.taken().has("content-length: 0"));
        }
    }

    @Test
    void aChunkedBodyStaysChunked() throws Exception {
        try (var origin = Origin.answering(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
                        + "3\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n");
                var proxy = ProxyUnderTest.to(origin.port())) {
            var answer = RawClient.ask(
                    proxy.port(),
                    "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n");
            assertEquals(Optional.of("chunked"), answer.header("transfer-encoding"));
            assertEquals(Optional.empty(), answer.header("content-length"));
            assertEquals("abcde", answer.body());
            var sent = origin.taken();
            assertTrue(sent.has("transfer-encoding: chunked"));
            assertEquals("hello", sent.body());
        }
    }

    @Test
    void anAnswerUntilTheConnectionEndsIsChunkedForAClientThatKnowsChunks() throws Exception {
        try (var origin = new Origin(connection -> {
                    connection.request();
                    connection.send("HTTP/1.0 200 OK\r\n\r\nhello");
                });
                var proxy = ProxyUnderTest.to(origin.port())) {
            var answer = RawClient.get(proxy.port(), "/");
            assertEquals(Optional.of("chunked"), answer.header("transfer-encoding"));
            assertEquals("hello", answer.body());
            var old = RawClient.ask(proxy.port(), "GET / HTTP/1.0\r\nHost: test\r\nConnection: keep-alive\r\n\r\n");
            assertEquals(Optional.empty(), old.header("transfer-encoding"));
            assertEquals(Optional.of("close"), old.header("connection"));
            assertEquals("hello", old.body());
        }
    }

    @Test
    void answersWithoutBodyHaveNone() throws Exception {
        try (var origin = new Origin(connection -> {
                    for (var request = connection.request(); request != null; request = connection.request()) {
                        switch (request.line().split(" ")[1]) {
                            case "/204" -> connection.send("HTTP/1.1 204 No Content\r\n\r\n");
                            case "/304" -> connection.send("HTTP/1.1 304 Unchanged\r\nContent-Length: 9\r\n\r\n");
                            case "/chunked" -> connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                            default -> connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
                        }
                    }
                });
                var proxy = ProxyUnderTest.to(origin.port());
                var client = new RawClient(proxy.port())) {
            var noContent =
                    client.send("GET /204 HTTP/1.1\r\nHost: test\r\n\r\n").answer();
            assertEquals(204, noContent.status());
            assertEquals(List.of(), noContent.headers());
            var unchanged =
                    client.send("GET /304 HTTP/1.1\r\nHost: test\r\n\r\n").answer();
            assertEquals(304, unchanged.status());
            assertEquals(List.of("content-length: 9"), unchanged.headers());
            var headOnly = client.send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n").answer("HEAD");
            assertEquals(List.of("content-length: 9"), headOnly.headers());
            assertEquals(
                    200,
                    client.send("HEAD /chunked HTTP/1.1\r\nHost: test\r\n\r\n")
                            .answer("HEAD")
                            .status());
            assertEquals(
                    204,
                    client.send("GET /204 HTTP/1.1\r\nHost: test\r\n\r\n")
                            .answer()
                            .status());
            assertEquals(1, origin.connections());
        }
    }

    @Test
    void aReasonOfTheUpstreamsOwnIsPassedOn() throws Exception {
        try (var origin = Origin.answering("HTTP/1.1 299 Quite Fine\r\nContent-Length: 0\r\n\r\n");
                var proxy = ProxyUnderTest.to(origin.port())) {
            assertEquals("Quite Fine", RawClient.get(proxy.port(), "/").reason());
        }
    }

    @Test
    void theUpstreamDecidesOnExpectations() throws Exception {
        try (var origin = new Origin(connection -> {
                    for (String head = connection.head(); head != null; head = connection.head()) {
                        if (head.startsWith("PUT /refused")) {
                            connection.send("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n");
                            return;
                        }
                        connection.send("HTTP/1.1 100 Continue\r\n\r\n");
                        String body = new String(connection.in().readNBytes(5), UTF_8);
                        connection.send(Origin.ok(body));
                    }
                });
                var proxy = ProxyUnderTest.to(origin.port())) {
            try (var client = new RawClient(proxy.port())) {
                client.send("PUT / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
                assertEquals(100, client.answer().status());
                assertEquals("hello", client.send("hello").answer().body());
            }
            try (var client = new RawClient(proxy.port())) {
                client.send("PUT /refused HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
                assertEquals(417, client.answer().status());
                assertTrue(client.isClosed());
            }
        }
    }

    @Test
    void oneConnectionCarriesManyRequestsOnBothSides() throws Exception {
        try (var origin = Origin.answering(Origin.ok("a"));
                var proxy = ProxyUnderTest.to(origin.port());
                var client = new RawClient(proxy.port())) {
            for (int i = 0; i < 50; i++) {
                assertEquals(
                        "a",
                        client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
                                .answer()
                                .body());
            }
            client.send("GET /1 HTTP/1.1\r\nHost: test\r\n\r\nGET /2 HTTP/1.1\r\nHost: test\r\n\r\n");
            assertEquals("a", client.answer().body());
            assertEquals("a", client.answer().body());
            assertTrue(origin.connections() <= 2, () -> origin.connections() + " connections");
        }
    }

    @Test
    void aConnectionIsClosedAfterItsShareOfRequests() throws Exception {
        var pool = new KeepalivePool(320, Duration.ofSeconds(60), 2);
        try (var origin = Origin.answering(Origin.ok("a"));
                var proxy = new ProxyUnderTest(
                        new Upstream(
                                "u",
                                Descriptor.NONE,
                                new UpstreamSpec(List.of(node(origin.port())), null, pool, HostHeader.PASS)),
                        route("r", "/*", "u"))) {
            for (int i = 0; i < 6; i++) {
                assertEquals(200, RawClient.get(proxy.port(), "/").status());
            }
            assertEquals(3, origin.connections());
        }
    }

    @Test
    void anIdleConnectionIsClosedInTime() throws Exception {
        var pool = new KeepalivePool(320, Duration.ofMillis(100), 1_000);
        try (var origin = Origin.answering(Origin.ok("a"));
                var proxy = new ProxyUnderTest(
                        new Upstream(
                                "u",
                                Descriptor.NONE,
                                new UpstreamSpec(List.of(node(origin.port())), null, pool, HostHeader.PASS)),
                        route("r", "/*", "u"))) {
            var closed = new CountDownLatch(1);
            try (var watched = new Origin(connection -> {
                connection.request();
                connection.send(Origin.ok("b"));
                if (connection.request() == null) {
                    closed.countDown();
                }
            })) {
                proxy.config()
                        .put(new Upstream(
                                "u",
                                Descriptor.NONE,
                                new UpstreamSpec(List.of(node(watched.port())), null, pool, HostHeader.PASS)));
                assertEquals("b", RawClient.get(proxy.port(), "/").body());
                assertTrue(closed.await(20, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void nodesTakeRequestsByTheirWeights() throws Exception {
        try (var three = Origin.answering(Origin.ok("three"));
                var one = Origin.answering(Origin.ok("one"));
                var none = Origin.answering(Origin.ok("none"));
                var proxy = new ProxyUnderTest(
                        upstream(
                                "u",
                                new Node("127.0.0.1", three.port(), 3),
                                new Node("127.0.0.1", one.port(), 1),
                                new Node("127.0.0.1", none.port(), 0)),
                        route("r", "/*", "u"))) {
            var counts = new TreeMap<String, Integer>();
            for (int i = 0; i < 40; i++) {
                counts.merge(RawClient.get(proxy.port(), "/").body(), 1, Integer::sum);
            }
            assertEquals(new TreeMap<>(Map.of("three", 30, "one", 10)), counts);
        }
    }

    @Test
    void aChangeIsServedAtOnceAndConnectionsToAKeptNodeSurviveIt() throws Exception {
        try (var kept = Origin.answering(Origin.ok("kept"));
                var added = Origin.answering(Origin.ok("added"));
                var proxy = ProxyUnderTest.to(kept.port())) {
            assertEquals("kept", RawClient.get(proxy.port(), "/").body());
            proxy.config().put(upstream("u", node(kept.port()), new Node("127.0.0.1", added.port(), 0)));
            assertEquals("kept", RawClient.get(proxy.port(), "/").body());
            assertEquals(1, kept.connections());
            proxy.config().put(upstream("u", node(added.port())));
            assertEquals("added", RawClient.get(proxy.port(), "/").body());
            proxy.config().remove(Route.key("r"));
            assertEquals(404, RawClient.get(proxy.port(), "/").status());
        }
    }

    @Test
    void whatNoRouteTakesIsNotFound() throws Exception {
        try (var proxy = new ProxyUnderTest(upstream("u", node(1)), route("r", "/a", "u"))) {
            var answer = RawClient.get(proxy.port(), "/b");
            assertEquals(404, answer.status());
            assertEquals(Optional.of("application/json"), answer.header("content-type"));
            assertEquals("{\"error_msg\":\"404 Route Not Found\"}", answer.body());
            assertEquals(
                    404,
                    RawClient.ask(proxy.port(), "OPTIONS * HTTP/1.1\r\nHost: test\r\n\r\n")
                            .status());
        }
    }

    @Test
    void anEdgeWithoutConfigurationIsUnavailable() throws Exception {
        try (var proxy = new ProxyUnderTest()) {
            var answer = RawClient.get(proxy.port(), "/");
            assertEquals(503, answer.status());
            assertEquals("{\"error_msg\":\"503 Service Unavailable\"}", answer.body());
        }
    }

    @Test
    void anUpstreamWithoutANodeThatTakesRequestsIsUnavailable() throws Exception {
        try (var proxy = new ProxyUnderTest(upstream("u", new Node("127.0.0.1", 1, 0)), route("r", "/*", "u"))) {
            assertEquals(503, RawClient.get(proxy.port(), "/").status());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void everyLoopServesThePort(int loops) throws Exception {
        try (var origin = Origin.answering(Origin.ok("a"));
                var proxy = new ProxyUnderTest(
                        Limits.DEFAULT, loops, upstream("u", node(origin.port())), route("r", "/*", "u"))) {
            for (int i = 0; i < 4 * loops; i++) {
                assertEquals("a", RawClient.get(proxy.port(), "/").body());
            }
            assertEquals(loops, origin.connections());
        }
    }

    @Test
    void aDrainingProxyFinishesWhatItBegan() throws Exception {
        var arrived = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    connection.request();
                    arrived.countDown();
                    go.await();
                    connection.send(Origin.ok("late"));
                });
                var proxy = ProxyUnderTest.to(origin.port());
                var client = new RawClient(proxy.port());
                var idle = new RawClient(proxy.port())) {
            int port = proxy.port();
            client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
            arrived.await();
            var drained = proxy.drain(Duration.ofSeconds(20));
            assertTrue(idle.isClosed());
            assertThrows(IOException.class, () -> RawClient.get(port, "/"));
            go.countDown();
            var answer = client.answer();
            assertEquals("late", answer.body());
            assertEquals(Optional.of("close"), answer.header("connection"));
            assertTrue(client.isClosed());
            ProxyUnderTest.await(drained);
            awaitNoConnections(proxy);
        }
    }

    /** Draining ends when the last answer is out; the loop counts the connection off a moment later. */
    private static void awaitNoConnections(ProxyUnderTest proxy) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (proxy.server().connections() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        assertEquals(0, proxy.server().connections());
    }
}
