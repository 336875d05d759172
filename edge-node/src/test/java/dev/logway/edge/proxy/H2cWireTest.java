package dev.logway.edge.proxy;

import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.support.Http2Client;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.Until;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** HTTP/2 from clients in the clear. */
class H2cWireTest {
    private final Origin origin = Origin.answering(Origin.ok("hello"));

    H2cWireTest() throws Exception {}

    @Test
    void aRequestComesThroughAndTheUpstreamIsToldThatItWasInTheClear() throws Exception {
        try (origin;
                var proxy = proxy(Limits.DEFAULT);
                var client = new Http2Client(connect(proxy))) {
            assertEquals("200", client.get(1, "/a").end(1));
            assertEquals("200", client.get(3, "/b").end(3));
            Origin.Request request = origin.taken();
            assertEquals("GET /a HTTP/1.1", request.line());
            assertTrue(request.has("X-Forwarded-Proto: http"), request.head());
            assertTrue(request.has("X-Forwarded-Port: " + proxy.h2cPort()), request.head());
        }
    }

    @Test
    void anotherProtocolIsNotSpoken() throws Exception {
        try (origin;
                var proxy = proxy(Limits.DEFAULT);
                var client = new RawClient(proxy.h2cPort());
                var other = new Http2Client(connect(proxy))) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n");
            assertTrue(client.isClosed());
            assertEquals(0, origin.untaken());
            assertEquals("200", other.get(1, "/").end(1));
        }
    }

    @Test
    void aClientThatDoesNotBeginIsNotWaitedFor() throws Exception {
        var brief = Limits.DEFAULT.with(
                new Limits.Times(Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofSeconds(20)));
        try (origin;
                var proxy = proxy(brief);
                var silent = new RawClient(connect(proxy));
                var begun = new RawClient(connect(proxy)).send("PRI * HT")) {
            assertTrue(silent.isClosed());
            assertTrue(begun.isClosed());
        }
    }

    @Test
    void aClientThatHasBegunMayBeSilentForAsLongAsOthersMay() throws Exception {
        var brief = Limits.DEFAULT.with(
                new Limits.Times(Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofSeconds(20)));
        try (origin;
                var proxy = proxy(brief);
                var client = new Http2Client(connect(proxy))) {
            assertEquals("200", client.get(1, "/").end(1));
            try (var silent = new RawClient(connect(proxy))) {
                assertTrue(silent.isClosed()); // so that more than the handshake's time has passed
            }
            assertEquals("200", client.get(3, "/").end(3));
        }
    }

    @Test
    void aClientMayListenForLongerThanItMayBeSilent() throws Exception {
        var go = new CountDownLatch(1);
        var brief = Limits.DEFAULT.with(
                new Limits.Times(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(200)));
        try (var talking = new Origin(connection -> {
                    connection.head();
                    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
                    go.await();
                    connection.send("1\r\nb\r\n0\r\n\r\n");
                    connection.in().readAllBytes();
                });
                var proxy = new ProxyUnderTest(brief, 1, upstream("u", node(talking.port())), route("r", "/*", "u"));
                var client = new Http2Client(connect(proxy))) {
            client.head(1, 0, ":method", "POST", ":scheme", "http", ":path", "/", ":authority", "foo.com");
            client.data(1, 0, "hello");
            assertEquals("a", text(client.next(Http2Client.DATA)));
            try (var silent = new RawClient(proxy.port())) {
                assertTrue(silent.isClosed()); // so that more than the time for silence has passed
            }
            go.countDown();
            assertEquals("b", text(client.next(Http2Client.DATA)));
        }
    }

    private static String text(Http2Client.Frame frame) {
        return new String(frame.payload(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void whenTheEdgeEndsItSaysGoAway() throws Exception {
        try (origin;
                var proxy = proxy(Limits.DEFAULT);
                var client = new Http2Client(connect(proxy))) {
            assertEquals("200", client.get(1, "/").end(1));
            var drained = proxy.drain(Duration.ofSeconds(20));
            assertEquals(0, client.next(Http2Client.GOAWAY).error());
            assertNull(client.frame());
            Until.holds(drained::isComplete);
        }
    }

    private ProxyUnderTest proxy(Limits limits) {
        return new ProxyUnderTest(limits, 1, upstream("u", node(origin.port())), route("r", "/*", "u"));
    }

    private static Socket connect(ProxyUnderTest proxy) throws Exception {
        var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.h2cPort());
        socket.setSoTimeout(20_000);
        return socket;
    }
}
