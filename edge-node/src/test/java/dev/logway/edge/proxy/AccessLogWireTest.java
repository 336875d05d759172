package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static dev.logway.testkit.GroupConfig.certificate;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.edge.accesslog.AccessEntry;
import dev.logway.edge.accesslog.AccessLog;
import dev.logway.edge.support.Http2Client;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.TlsClient;
import dev.logway.testkit.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the access log says of requests on real sockets. */
class AccessLogWireTest {
    /** Frames of a WebSocket: an empty ping, masked with zeros, and a message. */
    private static final String PING = "\u0089\u0080\0\0\0\0";

    private static final String MESSAGE = "\u0082\u0003abc";

    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private final Entries entries = new Entries();

    @Test
    void aProxiedRequestIsReportedWithItsRouteNodeAndRevision() throws Exception {
        try (var origin = Origin.answering("HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello");
                var proxy = proxy(origin)) {
            var answer = RawClient.ask(
                    proxy.port(),
                    head(
                                    "POST /a/b?c=1 HTTP/1.1",
                                    "Host: example.com:81",
                                    "User-Agent: tester",
                                    "Referer: http://example.com/",
                                    "X-Request-Id: mine-1",
                                    "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                                    "Content-Length: 3")
                            + "abc");
            assertEquals(201, answer.status());
            assertEquals("mine-1", answer.header("X-Request-Id").orElseThrow());
            assertTrue(origin.taken().has("X-Request-Id: mine-1"));

            AccessEntry entry = entries.next();
            assertEquals(
                    new AccessEntry.Asked(
                            "127.0.0.1",
                            "POST",
                            "/a/b?c=1",
                            "HTTP/1.1",
                            "example.com:81",
                            "tester",
                            "http://example.com/",
                            "mine-1",
                            "4bf92f3577b34da6a3ce929d0e0e4736"),
                    entry.asked());
            assertEquals(new AccessEntry.Decided(1, "r", "127.0.0.1:" + origin.port()), entry.decided());
            assertEquals(201, entry.answered().status());
            assertEquals(3, entry.answered().requestBytes());
            assertEquals(5, entry.answered().responseBytes());
            assertTrue(entry.answered().upstreamNanos() > 0);
            assertTrue(entry.answered().totalNanos() >= entry.answered().upstreamNanos());
        }
    }

    @Test
    void aRequestWithoutAnIdGetsOneThatBothSidesSee() throws Exception {
        try (var origin = Origin.answering(Origin.ok("a"));
                var proxy = proxy(origin)) {
            var answer = RawClient.get(proxy.port(), "/");
            String id = answer.header("X-Request-Id").orElseThrow();

            assertTrue(id.matches(UUID), id);
            assertTrue(origin.taken().has("X-Request-Id: " + id));
            assertEquals(id, entries.next().asked().requestId());
        }
    }

    @Test
    void anIdThatCouldSpoilALogIsReplaced() throws Exception {
        try (var origin = Origin.answering(Origin.ok("a"));
                var proxy = proxy(origin)) {
            RawClient.ask(proxy.port(), head("GET / HTTP/1.1", "Host: a", "X-Request-Id: a b", "traceparent: 00-xyz"));

            AccessEntry entry = entries.next();
            assertTrue(String.valueOf(entry.asked().requestId()).matches(UUID));
            assertNull(entry.asked().traceId());
        }
    }

    @Test
    void aRequestThatNoRouteTakesIsReportedToo() throws Exception {
        try (var proxy = new ProxyUnderTest(
                Limits.DEFAULT,
                1,
                new Observability(entries, null),
                upstream("u", node(1)),
                route("r", "/only", "u"))) {
            var answer = RawClient.get(proxy.port(), "/else");
            assertEquals(404, answer.status());

            AccessEntry entry = entries.next();
            assertEquals(new AccessEntry.Decided(1, null, null), entry.decided());
            assertEquals(404, entry.answered().status());
            assertEquals(
                    entry.asked().requestId(), answer.header("X-Request-Id").orElseThrow());
        }
    }

    @Test
    void aClientThatGoesAwayIsReportedAs499() throws Exception {
        try (var origin = new Origin(connection -> {
                    while (connection.request() != null) {
                        // The client goes first.
                    }
                });
                var proxy = proxy(origin)) {
            try (var client = new RawClient(proxy.port())) {
                client.send(head("GET / HTTP/1.1", "Host: a"));
                origin.taken();
            }

            assertEquals(499, entries.next().answered().status());
        }
    }

    @Test
    void aWebSocketIsReportedOnceAtItsEnd() throws Exception {
        var webSocket = new Route(
                "r",
                Descriptor.NONE,
                Route.Status.ENABLED,
                RouteMatch.path("/*"),
                new Route.Target(null, new Backend.ById("u"), null, Route.Upgrade.WEBSOCKET));
        try (var origin = new Origin(connection -> {
                    connection.head();
                    connection.send(head("HTTP/1.1 101 -", "Upgrade: websocket", "Connection: Upgrade"));
                    connection.in().readNBytes(PING.length());
                    connection.send(MESSAGE);
                });
                var proxy = new ProxyUnderTest(
                        Limits.DEFAULT,
                        1,
                        new Observability(entries, null),
                        upstream("u", node(origin.port())),
                        webSocket);
                var client = new RawClient(proxy.port())) {
            client.send(head("GET / HTTP/1.1", "Host: a", "Upgrade: websocket", "Connection: Upgrade"));
            var answer = client.answer();
            assertEquals(101, answer.status());
            assertEquals(MESSAGE, client.send(PING).rest());
            client.socket().close();

            AccessEntry entry = entries.next();
            assertEquals(101, entry.answered().status());
            assertEquals(PING.length(), entry.answered().requestBytes());
            assertEquals(MESSAGE.length(), entry.answered().responseBytes());
            assertEquals(
                    entry.asked().requestId(), answer.header("X-Request-Id").orElseThrow());
        }
    }

    @Test
    void anAnswerWithTrailersIsWhole() throws Exception {
        try (var origin = Origin.answering(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
                        + "2\r\nok\r\n0\r\ngrpc-status: 0\r\n\r\n");
                var proxy = proxy(origin)) {
            X509Bundle shown = Certificates.selfSigned(Algorithm.ecp256, "foo.com");
            proxy.config().put(certificate("c1", shown, ProxyUnderTest.CIPHER, "foo.com"));
            try (var client = new Http2Client(
                    new TlsClient().name("foo.com").protocols("h2").connect(proxy.securePort()))) {
                client.get(1, "/").next(Http2Client.DATA);
                assertEquals(200, entries.next().answered().status());
            }
        }
    }

    private ProxyUnderTest proxy(Origin origin) {
        return new ProxyUnderTest(
                Limits.DEFAULT,
                1,
                new Observability(entries, null),
                upstream("u", node(origin.port())),
                route("r", "/*", "u"));
    }

    /** An access log that keeps what it is told. */
    private static final class Entries implements AccessLog {
        private final BlockingQueue<AccessEntry> all = new LinkedBlockingQueue<>();

        AccessEntry next() throws InterruptedException {
            AccessEntry entry = all.poll(20, TimeUnit.SECONDS);
            if (entry == null) {
                throw new AssertionError("no entry came");
            }
            return entry;
        }

        @Override
        public boolean isOn() {
            return true;
        }

        @Override
        public void add(AccessEntry entry) {
            all.add(entry);
        }

        @Override
        public void close() {}
    }
}
