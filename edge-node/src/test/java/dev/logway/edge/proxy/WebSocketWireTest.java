package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.upstream;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.TlsClient;
import dev.logway.edge.support.Until;
import dev.logway.testkit.Certificates;
import dev.logway.testkit.GroupConfig;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that become WebSockets, and those that do not. */
@Timeout(60)
class WebSocketWireTest {
    /** RFC 6455, section 1.3. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
    private static final String HANDSHAKE = handshake("/chat");
    private static final String SWITCHING = head(
            "HTTP/1.1 101 Switching Protocols",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Accept: " + ACCEPT,
            "Sec-WebSocket-Protocol: chat",
            "Keep-Alive: 5");

    /** As long as messages may have any size, what is sent need not be frames. */
    private static final Limits ANY_BYTES =
            Limits.DEFAULT.with(new Limits.WebSockets(Duration.ofHours(1), 0, Limits.Compression.PASSED_ON));

    private static String handshake(String path) {
        return head(
                "GET " + path + " HTTP/1.1",
                "Host: test",
                "Upgrade: websocket",
                "Connection: keep-alive, Upgrade",
                "Sec-WebSocket-Key: " + KEY,
                "Sec-WebSocket-Protocol: chat, superchat",
                "Sec-WebSocket-Version: 13");
    }

    private static Route route(Route.Upgrade upgrade) {
        return new Route(
                "r",
                Descriptor.NONE,
                Route.Status.ENABLED,
                RouteMatch.path("/*"),
                new Route.Target(null, new Backend.ById("u"), null, upgrade));
    }

    private static ProxyUnderTest proxy(Limits limits, int port) {
        return new ProxyUnderTest(limits, 2, upstream("u", node(port)), route(Route.Upgrade.WEBSOCKET));
    }

    private static ProxyUnderTest proxy(int port) {
        return proxy(ANY_BYTES, port);
    }

    /** An origin that agrees, and then does {@code script}. */
    private static Origin agreeing(Origin.Script script) throws IOException {
        return new Origin(connection -> {
            if (connection.request() != null) {
                connection.send(SWITCHING);
                script.run(connection);
            }
        });
    }

    private static Origin echoing() throws IOException {
        return agreeing(
                connection -> connection.in().transferTo(connection.socket().getOutputStream()));
    }

    private static RawClient upgraded(ProxyUnderTest proxy) throws IOException {
        var client = new RawClient(proxy.port());
        assertEquals(101, client.send(HANDSHAKE).answer().status());
        return client;
    }

    private static String read(RawClient client, int length) throws IOException {
        return new String(client.read(length), ISO_8859_1);
    }

    @Test
    void theHandshakeComesThroughOnBothSides() throws Exception {
        try (var origin = echoing();
                var proxy = proxy(origin.port());
                var client = new RawClient(proxy.port())) {
            var answer = client.send(HANDSHAKE).answer();
            assertEquals(101, answer.status());
            assertEquals("Switching Protocols", answer.reason());
            assertEquals(ACCEPT, answer.header("Sec-WebSocket-Accept").orElseThrow());
            assertEquals("chat", answer.header("Sec-WebSocket-Protocol").orElseThrow());
            assertEquals("websocket", answer.header("Upgrade").orElseThrow());
            assertEquals("upgrade", answer.header("Connection").orElseThrow());
            assertTrue(answer.header("Keep-Alive").isEmpty());
            assertTrue(answer.header("Content-Length").isEmpty());
            assertTrue(answer.header("Transfer-Encoding").isEmpty());
            var taken = origin.taken();
            assertEquals("GET /chat HTTP/1.1", taken.line());
            assertTrue(taken.has("Upgrade: websocket"), taken.head());
            assertTrue(taken.has("Connection: upgrade"), taken.head());
            assertTrue(taken.has("Sec-WebSocket-Key: " + KEY), taken.head());
            assertTrue(taken.has("Sec-WebSocket-Protocol: chat, superchat"), taken.head());
            assertTrue(taken.has("X-Forwarded-For: 127.0.0.1"), taken.head());
        }
    }

    /** Frames are sent before the other side has heard that it is a WebSocket. */
    @Test
    void whatComesRightBehindTheHeadsIsNotLost() throws Exception {
        try (var origin = new Origin(connection -> {
                    connection.head();
                    connection.send(SWITCHING + "first");
                    connection.in().transferTo(connection.socket().getOutputStream());
                });
                var proxy = proxy(origin.port());
                var client = new RawClient(proxy.port())) {
            client.send(HANDSHAKE + "GET / HTTP/1.1\r\n\r\n");
            assertEquals(101, client.answer().status());
            assertEquals("first" + "GET / HTTP/1.1\r\n\r\n", read(client, 5 + 18));
            assertEquals(1, origin.connections());
        }
    }

    @Test
    void anyBytesComeThroughAsTheyAre() throws Exception {
        try (var origin = echoing();
                var proxy = proxy(origin.port());
                var client = upgraded(proxy)) {
            var all = new StringBuilder();
            for (int i = 0; i < 256; i++) {
                all.append((char) i);
            }
            client.send(all.toString());
            assertEquals(all.toString(), read(client, 256));
        }
    }

    @Test
    void withoutTheFieldTheRequestStaysARequest() throws Exception {
        try (var origin = Origin.answering(Origin.ok("plain"));
                var proxy = new ProxyUnderTest(upstream("u", node(origin.port())), route(Route.Upgrade.NONE));
                var client = new RawClient(proxy.port())) {
            assertEquals("plain", client.send(HANDSHAKE).answer().body());
            assertEquals("plain", client.send(HANDSHAKE).answer().body());
            var taken = origin.taken();
            assertFalse(taken.names("Upgrade"), taken.head());
            assertFalse(taken.names("Connection"), taken.head());
        }
    }

    @Test
    void anotherProtocolIsNotSwitchedTo() throws Exception {
        try (var origin = Origin.answering(Origin.ok("plain"));
                var proxy = proxy(origin.port());
                var client = new RawClient(proxy.port())) {
            client.send(head("GET / HTTP/1.1", "Host: test", "Upgrade: h2c", "Connection: Upgrade"));
            assertEquals("plain", client.answer().body());
            assertFalse(origin.taken().names("Upgrade"));
            client.send(head(
                    "POST / HTTP/1.1", "Host: test", "Upgrade: websocket", "Connection: Upgrade", "Content-Length: 0"));
            assertEquals("plain", client.answer().body());
            assertFalse(origin.taken().names("Upgrade"));
            client.send(head("GET / HTTP/1.1", "Host: test", "Upgrade: websocket"));
            assertEquals("plain", client.answer().body());
            assertFalse(origin.taken().names("Upgrade"));
        }
    }

    @Test
    void anUpstreamThatDoesNotAgreeAnswersAsUsual() throws Exception {
        try (var origin = new Origin(connection -> {
                    for (var request = connection.request(); request != null; request = connection.request()) {
                        connection.send(request.names("Upgrade") ? Origin.empty(403) : Origin.ok("next"));
                    }
                });
                var proxy = proxy(origin.port());
                var client = new RawClient(proxy.port())) {
            client.send(HANDSHAKE + "GET /next HTTP/1.1\r\nHost: test\r\n\r\n");
            assertEquals(403, client.answer().status());
            assertEquals("next", client.answer().body());
            assertEquals(
                    "next",
                    client.send("GET /next HTTP/1.1\r\nHost: test\r\n\r\n")
                            .answer()
                            .body());
        }
    }

    @Test
    void anUpstreamThatSwitchesUnaskedIsABadGateway() throws Exception {
        try (var origin = new Origin(connection -> {
                    connection.request();
                    connection.send(SWITCHING);
                    connection.in().read();
                });
                var proxy = proxy(origin.port())) {
            assertEquals(502, RawClient.get(proxy.port(), "/").status());
        }
    }

    @Test
    void whenTheUpstreamClosesTheClientIsClosed() throws Exception {
        try (var origin = agreeing(connection -> connection.send("bye"));
                var proxy = proxy(origin.port());
                var client = upgraded(proxy)) {
            assertEquals("bye", client.rest());
        }
    }

    /** The client sends no more, and still reads what comes. */
    @Test
    void aHalfCloseIsPassedOn() throws Exception {
        try (var origin = agreeing(connection -> {
                    String all = new String(connection.in().readAllBytes(), ISO_8859_1);
                    connection.send("got " + all);
                });
                var proxy = proxy(origin.port());
                var client = upgraded(proxy)) {
            client.send("everything").socket().shutdownOutput();
            assertEquals("got everything", client.rest());
            Until.holds(() -> proxy.server().webSockets() == 0 && proxy.server().connections() == 0);
        }
    }

    @Test
    void aResetOfTheUpstreamIsAReset() throws Exception {
        try (var origin = agreeing(Origin.Connection::reset);
                var proxy = proxy(origin.port());
                var client = upgraded(proxy)) {
            assertThrows(SocketException.class, client::rest);
        }
    }

    @Test
    void aClientThatIsGoneIsNoticedUpstream() throws Exception {
        var gone = new CountDownLatch(1);
        try (var origin = agreeing(connection -> {
                    try {
                        connection.in().readAllBytes();
                    } catch (SocketException e) {
                        gone.countDown();
                    }
                });
                var proxy = proxy(origin.port());
                var client = upgraded(proxy)) {
            assertEquals(1, proxy.server().webSockets());
            assertEquals(1, proxy.server().connections());
            client.socket().setSoLinger(true, 0);
            client.socket().close();
            assertTrue(gone.await(20, TimeUnit.SECONDS));
            Until.holds(() -> proxy.server().webSockets() == 0 && proxy.server().connections() == 0);
        }
    }

    @Test
    void silenceOnBothSidesEndsIt() throws Exception {
        var limits =
                Limits.DEFAULT.with(new Limits.WebSockets(Duration.ofMillis(200), 0, Limits.Compression.PASSED_ON));
        try (var origin = echoing();
                var proxy = proxy(limits, origin.port());
                var client = upgraded(proxy)) {
            assertTrue(client.isClosed());
        }
    }

    /** The idle time of requests does not count. */
    @Test
    void aWebSocketMayBeSilentLongerThanARequest() throws Exception {
        var limits =
                ANY_BYTES.with(new Limits.Times(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(1)));
        try (var origin = echoing();
                var proxy = proxy(limits, origin.port());
                var client = upgraded(proxy);
                var silent = new RawClient(proxy.port())) {
            assertTrue(silent.isClosed(), "the sweep was there");
            client.send("still");
            assertEquals("still", read(client, 5));
        }
    }

    @Test
    void drainingWaitsForAWebSocketAndThenEndsIt() throws Exception {
        try (var origin = echoing();
                var proxy = proxy(origin.port());
                var client = upgraded(proxy)) {
            var drained = proxy.drain(Duration.ofSeconds(1));
            client.send("still");
            assertEquals("still", read(client, 5));
            assertTrue(client.isClosed());
            ProxyUnderTest.await(drained);
            assertEquals(0, proxy.server().webSockets());
        }
    }

    /** Neither side reads: what is written is bounded, and all of it arrives in the end. */
    @Test
    void eachWayGoesAsFastAsItsReader() throws Exception {
        long total = 64L << 20;
        var written = new AtomicLong();
        var go = new CountDownLatch(1);
        try (var origin = agreeing(connection -> {
                    write(connection.socket().getOutputStream(), total, written);
                    go.await();
                    connection.in().skipNBytes(total);
                    connection.send(" all");
                });
                var proxy = proxy(origin.port());
                var client = upgraded(proxy)) {
            assertTrue(standstill(written) < 32L << 20);
            client.skip(total);
            written.set(0);
            var writer = Thread.ofVirtual().start(() -> {
                try {
                    write(client.socket().getOutputStream(), total, written);
                } catch (IOException e) {
                    written.set(Long.MAX_VALUE);
                }
            });
            assertTrue(standstill(written) < 32L << 20);
            go.countDown();
            assertEquals(" all", read(client, 4));
            writer.join();
        }
    }

    private static void write(java.io.OutputStream out, long total, AtomicLong written) throws IOException {
        var block = new byte[64 * 1024];
        for (long i = 0; i < total; i += block.length) {
            out.write(block);
            written.addAndGet(block.length);
        }
    }

    private static long standstill(AtomicLong progress) {
        for (long last = -1; ; ) {
            long now = progress.get();
            if (now == last && now > 0) {
                return now;
            }
            last = now;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        }
    }

    @Test
    void overTlsToo() throws Exception {
        try (var origin = echoing();
                var proxy = new ProxyUnderTest(
                        ANY_BYTES,
                        2,
                        upstream("u", node(origin.port())),
                        route(Route.Upgrade.WEBSOCKET),
                        GroupConfig.certificate(
                                "c",
                                Certificates.selfSigned(Algorithm.ecp256, "foo.com"),
                                ProxyUnderTest.CIPHER,
                                "foo.com"));
                var client = new RawClient(new TlsClient().name("foo.com").connect(proxy.securePort()))) {
            assertEquals(101, client.send(HANDSHAKE).answer().status());
            client.send("secret");
            assertEquals("secret", read(client, 6));
        }
    }

    /** Two real peers: java.net.http and Vert.x. */
    @Test
    void messagesPingsAndCloseCodesComeThrough() throws Exception {
        Vertx vertx = Vertx.vertx();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        BlockingQueue<Short> serverSaw = new LinkedBlockingQueue<>();
        HttpServer server = ProxyUnderTest.await(vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0).addWebSocketSubProtocol("chat"))
                .webSocketHandler(socket -> socket.textMessageHandler(text -> {
                            if (text.equals("leave")) {
                                socket.close((short) 4000, "as asked");
                            } else {
                                socket.writeTextMessage("echo " + text);
                            }
                        })
                        .closeHandler(_ -> serverSaw.add(socket.closeStatusCode())))
                .listen());
        try (var proxy = proxy(Limits.DEFAULT, server.actualPort());
                var http = HttpClient.newHttpClient()) {
            URI uri = URI.create("ws://127.0.0.1:" + proxy.port() + "/chat");
            WebSocket first = http.newWebSocketBuilder()
                    .subprotocols("chat")
                    .buildAsync(uri, new Recording(seen))
                    .get(20, TimeUnit.SECONDS);
            assertEquals("chat", first.getSubprotocol());
            first.sendText("in ", false).get(20, TimeUnit.SECONDS);
            first.sendText("parts", true).get(20, TimeUnit.SECONDS);
            assertEquals("echo in parts", seen.poll(20, TimeUnit.SECONDS));
            first.sendPing(ByteBuffer.wrap(new byte[] {1, 2})).get(20, TimeUnit.SECONDS);
            assertEquals("pong 2", seen.poll(20, TimeUnit.SECONDS));
            first.sendText("leave", true).get(20, TimeUnit.SECONDS);
            assertEquals("closed 4000 as asked", seen.poll(20, TimeUnit.SECONDS));
            assertEquals((short) 4000, serverSaw.poll(20, TimeUnit.SECONDS));

            WebSocket second = http.newWebSocketBuilder()
                    .buildAsync(uri, new Recording(seen))
                    .get(20, TimeUnit.SECONDS);
            second.sendClose(WebSocket.NORMAL_CLOSURE, "done").get(20, TimeUnit.SECONDS);
            assertEquals((short) 1000, serverSaw.poll(20, TimeUnit.SECONDS));
            Until.holds(() -> proxy.server().webSockets() == 0);
        } finally {
            ProxyUnderTest.await(vertx.close());
        }
    }

    private record Recording(BlockingQueue<String> seen) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            seen.add(text.toString());
            socket.request(1);
            return java.util.concurrent.CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
            seen.add("pong " + payload.remaining());
            socket.request(1);
            return java.util.concurrent.CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            seen.add("closed " + code + " " + reason);
            return java.util.concurrent.CompletableFuture.completedStage(null);
        }
    }
}
