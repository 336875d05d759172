package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static dev.logway.testkit.GroupConfig.certificate;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.support.Http2Client;
import dev.logway.edge.support.Http2Client.Frame;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.TlsClient;
import dev.logway.testkit.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/2 from clients: what comes through, and what does not. */
class Http2WireTest {

    @Test
    void requestsAndAnswersComeThrough() throws Exception {
        try (var origin = Origin.answering(
                        head("HTTP/1.1 201 Created", "Content-Length: 5", "X-A: 1", "Keep-Alive: 5") + "hello");
                var proxy = proxy(origin);
                var client = connect(proxy)) {
            client.head(
                    1,
                    Http2Client.END_STREAM,
                    ":method",
                    "GET",
                    ":scheme",
                    "https",
                    ":path",
                    "/a?b",
                    ":authority",
                    "foo.com:8443",
                    "cookie",
                    "a=b",
                    "cookie",
                    "c=d");
            Frame head = client.next(Http2Client.HEADERS);
            var headers = client.headers(head);
            assertEquals("201", String.valueOf(headers.status()));
            assertEquals("1", String.valueOf(headers.get("x-a")));
            assertFalse(headers.contains("keep-alive"));
            assertEquals("hello", text(client.next(Http2Client.DATA)));

            Origin.Request taken = origin.taken();
            assertEquals("GET /a?b HTTP/1.1", taken.line());
            assertTrue(taken.has("host: foo.com:8443"), taken.head());
            assertTrue(taken.has("cookie: a=b; c=d"), taken.head());
            assertTrue(taken.has("X-Forwarded-Proto: https"), taken.head());
            assertFalse(taken.names("content-length") || taken.names("transfer-encoding"), taken.head());
        }
    }

    @Test
    void streamsAreServedSideBySide() throws Exception {
        var go = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    var request = connection.request();
                    if (request != null && request.line().contains("/slow")) {
                        go.await();
                    }
                    connection.send(Origin.ok("done"));
                });
                var proxy = proxy(origin);
                var client = connect(proxy)) {
            client.get(1, "/slow").get(3, "/fast");
            assertEquals("200", client.end(3));
            go.countDown();
            assertEquals("200", client.end(1));
        }
    }

    @Test
    void aBodyIsPassedOnAsItComes() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(origin);
                var client = connect(proxy)) {
            client.head(1, 0, ":method", "POST", ":scheme", "https", ":path", "/", ":authority", "foo.com");
            client.data(1, 0, "one ").data(1, Http2Client.END_STREAM, "two");
            assertEquals("200", client.end(1));
            Origin.Request chunked = origin.taken();
            assertEquals("one two", chunked.body());
            assertTrue(chunked.has("transfer-encoding: chunked"), chunked.head());

            client.head(
                    3,
                    0,
                    ":method",
                    "POST",
                    ":scheme",
                    "https",
                    ":path",
                    "/",
                    ":authority",
                    "foo.com",
                    "content-length",
                    "3");
            client.data(3, Http2Client.END_STREAM, "abc");
            assertEquals("200", client.end(3));
            Origin.Request sized = origin.taken();
            assertEquals("abc", sized.body());
            assertTrue(sized.has("content-length: 3"), sized.head());
        }
    }

    @Test
    void trailersOfAnAnswerComeThrough() throws Exception {
        try (var origin = Origin.answering(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 7\r\n\r\n");
                var proxy = proxy(origin);
                var client = connect(proxy)) {
            client.get(1, "/");
            client.headers(client.next(Http2Client.HEADERS));
            assertEquals("hi", text(client.next(Http2Client.DATA)));
            Frame trailers = client.next(Http2Client.HEADERS);
            assertTrue(trailers.ends());
            assertEquals("7", String.valueOf(client.headers(trailers).get("x-sum")));
        }
    }

    /** The client grants 64 KiB and no more: the rest waits at the origin until it grants again. */
    @Test
    void aSlowReaderHoldsTheAnswerBack() throws Exception {
        String body = "0123456789abcdef".repeat(64 * 1024);
        try (var origin = Origin.answering(Origin.ok(body));
                var proxy = proxy(origin);
                var client = connect(proxy)) {
            client.get(1, "/");
            client.headers(client.next(Http2Client.HEADERS));
            var read = new ByteArrayOutputStream();
            boolean ended = false;
            while (!ended) {
                Frame data = client.next(Http2Client.DATA);
                read.writeBytes(data.payload());
                ended = data.ends();
                if (data.payload().length > 0) {
                    client.send(Http2Client.WINDOW_UPDATE, 0, 0, credit(data.payload().length));
                    if (!ended) {
                        client.send(Http2Client.WINDOW_UPDATE, 0, 1, credit(data.payload().length));
                    }
                }
            }
            assertArrayEquals(body.getBytes(StandardCharsets.ISO_8859_1), read.toByteArray());
        }
    }

    @Test
    void anAnswerThatBreaksOffIsResetAndTheConnectionGoesOn() throws Exception {
        try (var origin = new Origin(connection -> {
                    var request = connection.request();
                    if (request != null && request.line().contains("/broken")) {
                        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhalf");
                        connection.socket().close();
                    } else {
                        connection.send(Origin.ok("ok"));
                    }
                });
                var proxy = proxy(origin);
                var client = connect(proxy)) {
            client.get(1, "/broken");
            client.headers(client.next(Http2Client.HEADERS));
            assertEquals(2, client.next(Http2Client.RST_STREAM).error());
            client.get(3, "/");
            assertEquals("200", client.end(3));
        }
    }

    @Test
    void errorsOfTheEdgeAreAnsweredOnTheirStream() throws Exception {
        try (var proxy = new ProxyUnderTest(certificate(
                        "c1", Certificates.selfSigned(Algorithm.ecp256, "foo.com"), ProxyUnderTest.CIPHER, "foo.com"));
                var client = connect(proxy)) {
            client.get(1, "/").get(3, "/");
            assertEquals("404", client.end(1));
            assertEquals("404", client.end(3));
        }
    }

    @Test
    void drainingSaysGoAwayAndFinishesWhatItBegan() throws Exception {
        var arrived = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    connection.request();
                    arrived.countDown();
                    go.await();
                    connection.send(Origin.ok("late"));
                });
                var proxy = proxy(origin);
                var client = connect(proxy)) {
            client.get(1, "/");
            arrived.await();
            var drained = proxy.drain(Duration.ofSeconds(20));
            assertEquals(0, client.next(Http2Client.GOAWAY).error());
            go.countDown();
            assertEquals("200", client.end(1));
            assertEquals("late", text(client.next(Http2Client.DATA)));
            ProxyUnderTest.await(drained);
        }
    }

    static Stream<List<String>> smuggling() {
        return Stream.of(
                List.of("connection", "close"),
                List.of("keep-alive", "5"),
                List.of("proxy-connection", "close"),
                List.of("transfer-encoding", "chunked"),
                List.of("upgrade", "websocket"),
                List.of("te", "gzip"),
                List.of("X-Upper", "a"),
                List.of("a b", "c"),
                List.of("a:b", "c"),
                List.of("", "c"),
                List.of("a\r\nb", "c"),
                List.of("a", "b\r\nx: y"),
                List.of("a", "b\nx: y"),
                List.of("a", "b\0c"),
                List.of(":path", "/other"),
                List.of(":status", "200"),
                List.of(":unknown", "x"),
                List.of("host", "other.com"),
                List.of("content-length", "5"),
                List.of("content-length", "-1"),
                List.of("content-length", "+0"),
                List.of("content-length", "0", "content-length", "1"));
    }

    @ParameterizedTest
    @MethodSource("smuggling")
    void whatReadsDifferentlyAsHttp1IsRefused(List<String> fields) throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(origin);
                var client = connect(proxy)) {
            var all = Stream.concat(
                    Stream.of(":method", "GET", ":scheme", "https", ":path", "/", ":authority", "foo.com"),
                    fields.stream());
            client.head(1, Http2Client.END_STREAM, all.toArray(String[]::new));
            String end = client.end(1);
            assertTrue(end.equals("400") || end.startsWith("reset") || end.startsWith("closed"), end);
            assertEquals(0, origin.untaken());
        }
    }

    static Stream<List<String>> malformedHeads() {
        return Stream.of(
                List.of(":method", "GET", ":scheme", "https", ":authority", "foo.com"),
                List.of(":method", "GET", ":path", "/", ":authority", "foo.com"),
                List.of(":scheme", "https", ":path", "/", ":authority", "foo.com"),
                List.of(":method", "GET", ":scheme", "https", ":path", "", ":authority", "foo.com"),
                List.of(":method", "GET", ":scheme", "https", ":path", "no-slash", ":authority", "foo.com"),
                List.of(":method", "GET", ":scheme", "https", ":path", "/a b", ":authority", "foo.com"),
                List.of(":method", "GET", ":scheme", "https", ":path", "/ HTTP/1.1\r\nx: y", ":authority", "foo.com"),
                List.of(":method", "GET", ":scheme", "https", ":path", "http://a/", ":authority", "foo.com"),
                List.of(":method", "GET /x HTTP/1.1\r\nx:", ":scheme", "https", ":path", "/", ":authority", "foo.com"),
                List.of(":method", "GET", ":scheme", "https", ":path", "/", ":authority", "foo.com\r\nx: y"),
                List.of(":method", "GET", ":scheme", "https", ":path", "/", ":authority", "user@foo.com"),
                List.of(":method", "GET", ":method", "PUT", ":scheme", "https", ":path", "/", ":authority", "foo.com"),
                List.of("a", "b", ":method", "GET", ":scheme", "https", ":path", "/", ":authority", "foo.com"),
                List.of(":method", "CONNECT", ":authority", "foo.com:443"));
    }

    @ParameterizedTest
    @MethodSource("malformedHeads")
    void aMalformedHeadIsRefused(List<String> fields) throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(origin);
                var client = connect(proxy)) {
            client.head(1, Http2Client.END_STREAM, fields.toArray(String[]::new));
            String end = client.end(1);
            assertTrue(end.startsWith("40") || end.startsWith("reset") || end.startsWith("closed"), end);
            assertEquals(0, origin.untaken());
        }
    }

    @Test
    void aBodyOfAnotherLengthThanPromisedIsCutOff() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(origin);
                var client = connect(proxy)) {
            client.head(
                    1,
                    0,
                    ":method",
                    "POST",
                    ":scheme",
                    "https",
                    ":path",
                    "/",
                    ":authority",
                    "foo.com",
                    "content-length",
                    "3");
            client.data(1, Http2Client.END_STREAM, "abcdef");
            String end = client.end(1);
            assertTrue(end.startsWith("reset") || end.startsWith("closed"), end);
            assertEquals(0, origin.untaken());
        }
    }

    @Test
    void aHeadThatIsTooLargeIsRefused() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(origin);
                var client = connect(proxy)) {
            client.head(
                    1,
                    Http2Client.END_STREAM,
                    ":method",
                    "GET",
                    ":scheme",
                    "https",
                    ":path",
                    "/",
                    ":authority",
                    "foo.com",
                    "x",
                    "y".repeat(9_000));
            String end = client.end(1);
            assertTrue(end.equals("431") || end.startsWith("closed"), end);
            assertEquals(0, origin.untaken());
        }
    }

    @Test
    void moreFieldsThanAllowedAreRefused() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(origin);
                var client = connect(proxy)) {
            var fields = Stream.concat(
                    Stream.of(":method", "GET", ":scheme", "https", ":path", "/", ":authority", "foo.com"),
                    IntStream.rangeClosed(0, Limits.DEFAULT.heads().fields())
                            .boxed()
                            .flatMap(i -> Stream.of("x" + i, "y")));
            client.head(1, Http2Client.END_STREAM, fields.toArray(String[]::new));
            assertEquals("431", client.end(1));
            assertEquals(0, origin.untaken());
        }
    }

    @Test
    void aFloodOfResetsEndsTheConnection() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = new ProxyUnderTest(certificate(
                        "c1", Certificates.selfSigned(Algorithm.ecp256, "foo.com"), ProxyUnderTest.CIPHER, "foo.com"));
                var client = connect(proxy)) {
            try {
                for (int i = 0; i < 2 * Limits.RESETS; i++) {
                    client.head(
                            2 * i + 1, 0, ":method", "POST", ":scheme", "https", ":path", "/", ":authority", "foo.com");
                    client.send(Http2Client.RST_STREAM, 0, 2 * i + 1, credit(8));
                }
            } catch (IOException e) {
                // closed while it was written
            }
            assertIsClosed(client);
            assertEquals(0, origin.untaken());
        }
    }

    @Test
    void aFloodOfContinuationsEndsTheConnection() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(origin);
                var client = connect(proxy)) {
            client.send(Http2Client.HEADERS, 0, 1, Http2Client.block(":method", "GET"));
            try {
                for (int i = 0; i < 200; i++) {
                    client.send(Http2Client.CONTINUATION, 0, 1, new byte[0]);
                }
            } catch (IOException e) {
                // closed while it was written
            }
            assertIsClosed(client);
        }
    }

    @Test
    void moreStreamsThanAllowedAreRefused() throws Exception {
        var go = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    connection.request();
                    go.await();
                });
                var proxy = proxy(origin);
                var client = connect(proxy)) {
            for (int i = 0; i <= Limits.STREAMS; i++) {
                client.get(2 * i + 1, "/");
            }
            Frame refused = client.next(Http2Client.RST_STREAM);
            assertEquals(2 * Limits.STREAMS + 1, refused.stream());
            assertEquals(7, refused.error());
            go.countDown();
        }
    }

    private static void assertIsClosed(Http2Client client) throws Exception {
        Frame frame = client.frame();
        while (frame != null) {
            frame = client.frame();
        }
        assertNull(frame);
    }

    private static byte[] credit(int bytes) {
        return new byte[] {(byte) (bytes >>> 24), (byte) (bytes >>> 16), (byte) (bytes >>> 8), (byte) bytes};
    }

    private static String text(Frame frame) {
        return new String(frame.payload(), StandardCharsets.ISO_8859_1);
    }

    private static ProxyUnderTest proxy(Origin origin) throws Exception {
        return new ProxyUnderTest(
                upstream("u", node(origin.port())),
                route("r", "/*", "u"),
                certificate(
                        "c1", Certificates.selfSigned(Algorithm.ecp256, "foo.com"), ProxyUnderTest.CIPHER, "foo.com"));
    }

    private static Http2Client connect(ProxyUnderTest proxy) throws Exception {
        var socket = new TlsClient().name("foo.com").protocols("h2", "http/1.1").connect(proxy.securePort());
        assertEquals("h2", socket.getApplicationProtocol());
        return new Http2Client(socket);
    }
}
