package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.testkit.GroupConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What could be read in two ways is refused, and nothing of it reaches an upstream. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ProxyGuardWireTest {
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: test\r\n\r\n";

    private Origin origin;
    private ProxyUnderTest proxy;

    @BeforeAll
    void start() throws IOException {
        origin = Origin.answering(Origin.ok("a"));
        proxy = ProxyUnderTest.to(origin.port());
    }

    @AfterAll
    void stop() throws IOException {
        proxy.close();
        origin.close();
    }

    static Stream<Arguments> refused() {
        String post = "POST / HTTP/1.1\r\nHost: test\r\n";
        return Stream.of(
                Arguments.of(
                        "both lengths", 400, post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "both lengths, other order",
                        400,
                        post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"),
                Arguments.of("two lengths", 400, post + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde"),
                Arguments.of("the same length twice", 400, post + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd"),
                Arguments.of("a list of lengths", 400, post + "Content-Length: 4, 4\r\n\r\nabcd"),
                Arguments.of("a signed length", 400, post + "Content-Length: +4\r\n\r\nabcd"),
                Arguments.of("a negative length", 400, post + "Content-Length: -4\r\n\r\nabcd"),
                Arguments.of("a hexadecimal length", 400, post + "Content-Length: 0x4\r\n\r\nabcd"),
                Arguments.of("two numbers", 400, post + "Content-Length: 4 4\r\n\r\nabcd"),
                Arguments.of("an empty length", 400, post + "Content-Length: \r\n\r\nabcd"),
                Arguments.of("a length beyond 2^63", 400, post + "Content-Length: 99999999999999999999\r\n\r\nabcd"),
                Arguments.of("another coding", 400, post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("chunked twice", 400, post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "two codings",
                        400,
                        post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("an unknown coding", 400, post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("identity", 400, post + "Transfer-Encoding: identity\r\n\r\nabcd"),
                Arguments.of(
                        "a vertical tab before chunked",
                        400,
                        post + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "a coding in HTTP/1.0",
                        400,
                        "POST / HTTP/1.0\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("a folded line", 400, post + "X-A: 1\r\n 2\r\n\r\n"),
                Arguments.of("a line folded with a tab", 400, post + "X-A: 1\r\n\t2\r\n\r\n"),
                Arguments.of("a fold that hides a length", 400, post + "X-A: 1\r\n Content-Length: 4\r\n\r\nabcd"),
                Arguments.of("a fold after the request line", 400, "POST / HTTP/1.1\r\n X: 1\r\nHost: test\r\n\r\n"),
                Arguments.of("a bare CR in a value", 400, post + "X-A: 1\r2\r\n\r\n"),
                Arguments.of("a bare CR between lines", 400, post + "X-A: 1\rContent-Length: 4\r\n\r\nabcd"),
                Arguments.of("a CR too many", 400, post + "X-A: 1\r\r\n\r\n"),
                Arguments.of("a bare LF after a header", 400, post + "X-A: 1\nX-B: 2\r\n\r\n"),
                Arguments.of("a bare LF after the request line", 400, "POST / HTTP/1.1\nHost: test\r\n\r\n"),
                Arguments.of("a bare LF at the end", 400, "GET / HTTP/1.1\r\nHost: test\r\n\n"),
                Arguments.of("NUL in a value", 400, post + "X-A: 1\u00002\r\n\r\n"),
                Arguments.of("NUL in a name", 400, post + "X-\u0000A: 1\r\n\r\n"),
                Arguments.of("a blank before the colon", 400, post + "Content-Length : 4\r\n\r\nabcd"),
                Arguments.of("a blank in a name", 400, post + "X A: 1\r\n\r\n"),
                Arguments.of("an empty name", 400, post + ": 1\r\n\r\n"),
                Arguments.of("a name in brackets", 400, post + "(X): 1\r\n\r\n"),
                Arguments.of("a name beyond ASCII", 400, post + "X-\u00e9: 1\r\n\r\n"),
                Arguments.of("a line without colon", 400, post + "X-A\r\n\r\n"),
                Arguments.of("two Hosts", 400, "GET / HTTP/1.1\r\nHost: test\r\nHost: test\r\n\r\n"),
                Arguments.of("two Hosts in HTTP/1.0", 400, "GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n"),
                Arguments.of("no Host", 400, "GET / HTTP/1.1\r\n\r\n"),
                Arguments.of("a Host with user information", 400, "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"),
                Arguments.of("a Host with a path", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                Arguments.of("a list of Hosts", 400, "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
                Arguments.of(
                        "another host in the request line", 400, "GET http://other/ HTTP/1.1\r\nHost: test\r\n\r\n"),
                Arguments.of(
                        "another port in the request line", 400, "GET http://test:1/ HTTP/1.1\r\nHost: test\r\n\r\n"),
                Arguments.of("two spaces", 400, "GET  / HTTP/1.1\r\nHost: test\r\n\r\n"),
                Arguments.of("two spaces before the version", 400, "GET /  HTTP/1.1\r\nHost: test\r\n\r\n"),
                Arguments.of("a tab", 400, "GET\t/ HTTP/1.1\r\nHost: test\r\n\r\n"),
                Arguments.of("a CR in the request line", 400, "GET /\rHTTP/1.1\r\nHost: test\r\n\r\n"),
                Arguments.of("a blank before the method", 400, " GET / HTTP/1.1\r\nHost: test\r\n\r\n"),
                Arguments.of("a blank after the version", 400, "GET / HTTP/1.1 \r\nHost: test\r\n\r\n"),
                Arguments.of("a method that is no token", 400, "G(T / HTTP/1.1\r\nHost: test\r\n\r\n"),
                Arguments.of("no version", 400, "GET /\r\nHost: test\r\n\r\n"),
                Arguments.of("a version that is none", 400, "GET / HTTP/x\r\nHost: test\r\n\r\n"),
                Arguments.of("a blank in the target", 400, "GET /a b HTTP/1.1\r\nHost: test\r\n\r\n"),
                Arguments.of("a fragment", 400, "GET /a#b HTTP/1.1\r\nHost: test\r\n\r\n"),
                Arguments.of("a malformed escape", 400, "GET /%zz HTTP/1.1\r\nHost: test\r\n\r\n"),
                Arguments.of("NUL in the path", 400, "GET /%00 HTTP/1.1\r\nHost: test\r\n\r\n"),
                Arguments.of("a tunnel", 400, "CONNECT test:443 HTTP/1.1\r\nHost: test\r\n\r\n"),
                Arguments.of("HTTP/2 without asking", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                Arguments.of("HTTP/1.2", 505, "GET / HTTP/1.2\r\nHost: test\r\n\r\n"),
                Arguments.of(
                        "a long request line", 414, "GET /" + "a".repeat(5_000) + " HTTP/1.1\r\nHost: test\r\n\r\n"),
                Arguments.of("a long header", 431, post + "X-A: " + "a".repeat(9_000) + "\r\n\r\n"),
                Arguments.of("many headers", 431, post + "X-A: 0123456789\r\n".repeat(600) + "\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatCouldBeReadInTwoWaysIsRefused(String what, int status, String bytes) throws Exception {
        try (var client = new RawClient(proxy.port())) {
            var answer = client.send(bytes + SMUGGLED).answer();
            assertEquals(status, answer.status(), what);
            assertEquals(Optional.of("close"), answer.header("connection"), what);
            assertEquals(Optional.of("application/json"), answer.header("content-type"), what);
            assertTrue(answer.body().startsWith("{\"error_msg\":\"" + status + " "), answer.body());
            assertEquals("", client.rest(), what);
        }
        assertEquals(0, origin.untaken(), what);
    }

    @Test
    void theHeadMayComeByteByByte() throws Exception {
        try (var client = new RawClient(proxy.port())) {
            String request = "\r\nPOST /slow HTTP/1.1\r\nHost: test\r\nX-A: b c\r\nContent-Length: 2\r\n\r\nok";
            for (int i = 0; i < request.length(); i++) {
                client.send(request.substring(i, i + 1));
            }
            assertEquals(200, client.answer().status());
            assertEquals("ok", origin.taken().body());
            String folded = "GET / HTTP/1.1\r\nHost: test\r\nX-A: 1\r\n 2\r\n\r\n";
            for (int i = 0; i < folded.length(); i++) {
                client.send(folded.substring(i, i + 1));
            }
            assertEquals(400, client.answer().status());
        }
        assertEquals(0, origin.untaken());
    }

    @ParameterizedTest
    @MethodSource("brokenChunks")
    void aBrokenChunkEndsTheConnectionAndTheRequest(String body) throws Exception {
        try (var upstream = new Origin(connection -> {
                    connection.request();
                    connection.send(Origin.ok("whole"));
                });
                var strict = ProxyUnderTest.to(upstream.port());
                var client = new RawClient(strict.port())) {
            client.send(head("POST / HTTP/1.1", "Host: test", "Transfer-Encoding: chunked") + body + SMUGGLED);
            assertFalse(client.rest().startsWith("HTTP/1.1 200"), body);
            assertEquals(0, upstream.untaken(), body);
        }
    }

    static Stream<String> brokenChunks() {
        return Stream.of(
                "zz\r\nabc\r\n0\r\n\r\n",
                "3 \r\nabc\r\n0\r\n\r\n",
                "-3\r\nabc\r\n0\r\n\r\n",
                "0x3\r\nabc\r\n0\r\n\r\n",
                "3\nabc\r\n0\r\n\r\n",
                "3;a=\"\r\nabc\r\n0\r\n\r\n",
                "3\r\nabcd\r\n0\r\n\r\n",
                "3\r\nabc0\r\n\r\n",
                "fffffffffffffffff\r\nabc\r\n0\r\n\r\n");
    }

    @Test
    void aHeaderThatLooksLikeALengthIsNone() throws Exception {
        try (var client = new RawClient(proxy.port())) {
            client.send(head("POST /first HTTP/1.1", "Host: test", "Content-Xength: " + SMUGGLED.length()) + SMUGGLED);
            assertEquals(200, client.answer().status());
            assertEquals(200, client.answer().status());
        }
        var first = origin.taken();
        assertTrue(first.has("Content-Xength: " + SMUGGLED.length()), first.head());
        assertEquals("", first.body());
        assertEquals("GET /smuggled HTTP/1.1", origin.taken().line());
    }

    /** When this fails, Vert.x is mended (CVE-2026-102479) and {@link StrictRequestDecoder} has one reason less. */
    @Test
    void vertxAloneStillTakesItForALength() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        var vertx = Vertx.vertx();
        try {
            var server = ProxyUnderTest.await(vertx.createHttpServer()
                    .requestHandler((HttpServerRequest request) -> request.body()
                            .onSuccess(body -> {
                                seen.add(request.uri() + " " + body.length());
                                request.response().end();
                            }))
                    .listen(0, "127.0.0.1"));
            RawClient.ask(
                    server.actualPort(),
                    head("POST /first HTTP/1.1", "Host: test", "Content-Xength: " + SMUGGLED.length()) + SMUGGLED);
            assertEquals("/first " + SMUGGLED.length(), seen.poll(20, TimeUnit.SECONDS));
        } finally {
            ProxyUnderTest.await(vertx.close());
        }
    }

    @Test
    void aSilentConnectionIsClosed() throws Exception {
        var limits = Limits.DEFAULT.with(
                new Limits.Times(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(200)));
        try (var impatient = new ProxyUnderTest(limits, 1);
                var silent = new RawClient(impatient.port());
                var slow = new RawClient(impatient.port())) {
            slow.send("GET / HT");
            assertTrue(silent.isClosed());
            assertTrue(slow.isClosed());
        }
    }

    @Test
    void aBodyThatStopsComingIsNotWaitedForForEver() throws Exception {
        var limits = Limits.DEFAULT.with(
                new Limits.Times(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(200)));
        try (var impatient = new ProxyUnderTest(
                        limits,
                        1,
                        GroupConfig.upstream("u", GroupConfig.node(origin.port())),
                        GroupConfig.route("r", "/*", "u"));
                var client = new RawClient(impatient.port())) {
            client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\n\r\nabc");
            var answer = client.answer();
            assertEquals(408, answer.status());
            assertEquals(Optional.of("close"), answer.header("connection"));
        }
        assertEquals(0, origin.untaken());
    }
}
