package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.upstream;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.Until;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a WebSocket may do, and what becomes of one that does more. Keys of masks are zero, so that payloads can be read. */
@Timeout(60)
class WebSocketLimitsWireTest {
    private static final String HANDSHAKE = head(
            "GET / HTTP/1.1",
            "Host: test",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Extensions: permessage-deflate",
            "Sec-WebSocket-Version: 13");
    private static final String SWITCHING = head(
            "HTTP/1.1 101 Switching Protocols",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    private static final String NO_KEY = "\0\0\0\0";
    private static final String TOO_BIG = "\u0003\u00f1";
    private static final String PROTOCOL_ERROR = "\u0003\u00ea";

    private final BlockingQueue<String> atUpstream = new LinkedBlockingQueue<>();

    private static ProxyUnderTest proxy(int port, Limits.Compression compression) {
        return new ProxyUnderTest(
                Limits.DEFAULT.with(new Limits.WebSockets(Duration.ofHours(1), 10, compression)),
                2,
                upstream("u", node(port)),
                new Route(
                        "r",
                        Descriptor.NONE,
                        Route.Status.ENABLED,
                        RouteMatch.path("/*"),
                        new Route.Target(null, new Backend.ById("u"), null, Route.Upgrade.WEBSOCKET)));
    }

    private static ProxyUnderTest proxy(int port) {
        return proxy(port, Limits.Compression.PASSED_ON);
    }

    /** Sends {@code frames}, and keeps what comes until the end. */
    private Origin origin(String frames) throws IOException {
        return new Origin(connection -> {
            connection.head();
            connection.send(SWITCHING + frames);
            atUpstream.add(new String(connection.in().readAllBytes(), ISO_8859_1));
        });
    }

    private static RawClient upgraded(ProxyUnderTest proxy) throws IOException {
        var client = new RawClient(proxy.port());
        assertEquals(101, client.send(HANDSHAKE).answer().status());
        return client;
    }

    private String atUpstream() throws InterruptedException {
        String all = atUpstream.poll(20, TimeUnit.SECONDS);
        assertTrue(all != null, "the upstream read no end");
        return all;
    }

    /** A close frame as the edge sends it to an upstream, masked with any key. */
    private static void assertClose(String code, String frame) {
        assertEquals(8, frame.length());
        assertEquals("\u0088\u0082", frame.substring(0, 2));
        String unmasked = "" + (char) (frame.charAt(6) ^ frame.charAt(2)) + (char) (frame.charAt(7) ^ frame.charAt(3));
        assertEquals(code, unmasked);
    }

    @Test
    void messagesUpToTheLimitPassInBothDirections() throws Exception {
        String up = "\u0082\u008a" + NO_KEY + "0123456789" + "\u0002\u0085" + NO_KEY + "01234" + "\u0089\u0080" + NO_KEY
                + "\u0080\u0085" + NO_KEY + "56789";
        String down = "\u0082\n" + "0123456789" + "\u0001\u0005" + "01234" + "\u0080\u0005" + "56789";
        try (var origin = origin(down);
                var proxy = proxy(origin.port());
                var client = upgraded(proxy)) {
            assertEquals(down, new String(client.read(down.length()), ISO_8859_1));
            for (int i = 0; i < up.length(); i++) {
                client.send(up.substring(i, i + 1));
            }
            client.socket().shutdownOutput();
            assertEquals(up, atUpstream());
        }
    }

    @Test
    void aClientsMessageThatIsTooLargeClosesItForBoth() throws Exception {
        try (var origin = origin("");
                var proxy = proxy(origin.port());
                var client = upgraded(proxy)) {
            String begun = "\u0002\u008a" + NO_KEY + "0123456789";
            client.send(begun + "\u0080\u0081" + NO_KEY + "X");
            assertEquals("\u0088\u0002" + TOO_BIG, client.rest());
            String all = atUpstream();
            assertTrue(all.startsWith(begun), all);
            assertClose(TOO_BIG, all.substring(begun.length()));
            client.socket().shutdownOutput();
            Until.holds(() -> proxy.server().webSockets() == 0 && proxy.server().connections() == 0);
        }
    }

    @Test
    void anUpstreamsMessageThatIsTooLargeClosesItForBoth() throws Exception {
        try (var origin = origin("\u0082\n0123456789" + "\u0082~\u0001\0" + "x".repeat(256));
                var proxy = proxy(origin.port());
                var client = upgraded(proxy)) {
            assertEquals("\u0082\n0123456789" + "\u0088\u0002" + TOO_BIG, client.rest());
            client.socket().shutdownOutput();
            assertClose(TOO_BIG, atUpstream());
        }
    }

    @Test
    void aClientThatDoesNotMaskIsClosed() throws Exception {
        try (var origin = origin("");
                var proxy = proxy(origin.port());
                var client = upgraded(proxy)) {
            client.send("\u0082\u0001X");
            assertEquals("\u0088\u0002" + PROTOCOL_ERROR, client.rest());
            assertClose(PROTOCOL_ERROR, atUpstream());
        }
    }

    /** What goes on coming is read and dropped, so that the reason arrives. */
    @Test
    void whoSendsOnStillReadsWhy() throws Exception {
        try (var origin = origin("");
                var proxy = proxy(origin.port());
                var client = upgraded(proxy)) {
            client.send("\u0082\u00ff\0\0\0\0\u0001\0\0\0" + NO_KEY);
            for (int i = 0; i < 64; i++) {
                client.send("x".repeat(64 * 1024));
            }
            assertEquals("\u0088\u0002" + TOO_BIG, client.rest());
        }
    }

    @Test
    void extensionsAreOfferedUnlessCompressionIsOff() throws Exception {
        for (Limits.Compression compression : Limits.Compression.values()) {
            try (var origin = Origin.answering(Origin.empty(403));
                    var proxy = proxy(origin.port(), compression)) {
                assertEquals(403, RawClient.ask(proxy.port(), HANDSHAKE).status());
                assertEquals(
                        compression == Limits.Compression.PASSED_ON,
                        origin.taken().names("Sec-WebSocket-Extensions"));
            }
        }
    }
}
