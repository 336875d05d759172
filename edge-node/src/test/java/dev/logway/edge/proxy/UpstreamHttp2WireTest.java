package dev.logway.edge.proxy;

import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Scheme;
import dev.logway.domain.resource.Timeouts;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.domain.resource.UpstreamTls;
import dev.logway.edge.support.Http2Client;
import dev.logway.edge.support.Http2Client.Frame;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.TlsServer;
import dev.logway.testkit.Certificates;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** HTTP/2 to nodes, frame by frame. */
class UpstreamHttp2WireTest {
    private static final int REFUSED_STREAM = 7;
    private static final int CANCEL = 8;
    private static final String GET = "GET %s HTTP/1.1\r\nHost: foo.com\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: foo.com\r\nContent-Length: 0\r\n\r\n";

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @Test
    void aRequestIsAStreamWithNothingOfTheConnection() throws Exception {
        var heads = new LinkedBlockingQueue<Http2Headers>();
        try (var origin = new Origin(connection -> {
                    var peer = Http2Client.accepted(connection.socket());
                    heads.add(peer.headers(peer.next(Http2Client.HEADERS)));
                    peer.answer(1, "hello").frame();
                });
                var proxy = proxy(node(origin.port()));
                var client = new RawClient(proxy.port())) {
            client.send(
                    "GET /a?b HTTP/1.1\r\nHost: foo.com:81\r\nTE: trailers\r\nConnection: x\r\nX: 1\r\nA: B\r\n\r\n");
            RawClient.Answer answer = client.answer();
            assertEquals("hello", answer.body());
            assertEquals("chunked", answer.header("Transfer-Encoding").orElse(""));

            Http2Headers head = taken(heads);
            assertEquals("GET", String.valueOf(head.method()));
            assertEquals("/a?b", String.valueOf(head.path()));
            assertEquals("http", String.valueOf(head.scheme()));
            assertEquals("foo.com:81", String.valueOf(head.authority()));
            assertEquals("trailers", String.valueOf(head.get("te")));
            assertEquals("B", String.valueOf(head.get("a")));
            assertEquals("127.0.0.1", String.valueOf(head.get("x-forwarded-for")));
            for (String none : List.of("host", "connection", "transfer-encoding", "x", "content-length")) {
                assertNull(head.get(none), none);
            }
        }
    }

    @Test
    void overTlsTheProtocolIsAgreedOn() throws Exception {
        var bundle = Certificates.selfSigned(Algorithm.ecp256, "localhost");
        var tls = new UpstreamTls(UpstreamTls.Verify.ON, bundle.getCertificatePEM(), null, null);
        for (String agreed : List.of("h2", "http/1.1")) {
            try (var origin = new Origin(TlsServer.listen(bundle, null, agreed), UpstreamHttp2WireTest::echo);
                    var proxy = new ProxyUnderTest(
                            new Upstream(
                                    "u",
                                    Descriptor.NONE,
                                    UpstreamSpec.of(new Node("localhost", origin.port(), 1))
                                            .over(new Protocol(Scheme.GRPCS, tls))),
                            route("r", "/*", "u"))) {
                assertEquals(
                        agreed.equals("h2") ? 200 : 502,
                        RawClient.get(proxy.port(), "/a").status());
            }
        }
    }

    @Test
    void requestsShareAConnectionAndMayBeAnsweredInAnyOrder() throws Exception {
        try (var origin = new Origin(connection -> {
                    var peer = Http2Client.accepted(connection.socket());
                    peer.headers(peer.next(Http2Client.HEADERS));
                    seen.add("first");
                    peer.headers(peer.next(Http2Client.HEADERS));
                    peer.answer(3, "second").answer(1, "first").frame();
                });
                var proxy = proxy(node(origin.port()));
                var one = new RawClient(proxy.port()).send(GET.formatted("/1"))) {
            taken(seen);
            try (var two = new RawClient(proxy.port()).send(GET.formatted("/2"))) {
                assertEquals("second", two.answer().body());
                assertEquals("first", one.answer().body());
            }
            assertEquals(1, origin.connections());
        }
    }

    @Test
    void noMoreStreamsAreOpenedThanTheNodeAllows() throws Exception {
        var go = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    var peer = Http2Client.accepted(connection.socket(), Http2Client.MAX_CONCURRENT_STREAMS, 1);
                    peer.headers(peer.next(Http2Client.HEADERS));
                    seen.add("a request");
                    go.await();
                    peer.answer(1, "answer").frame();
                });
                var proxy = proxy(node(origin.port()));
                var one = new RawClient(proxy.port()).send(GET.formatted("/1"));
                var two = new RawClient(proxy.port()).send(GET.formatted("/2"))) {
            taken(seen);
            taken(seen);
            go.countDown();
            assertEquals("answer", one.answer().body());
            assertEquals("answer", two.answer().body());
            assertEquals(2, origin.connections());
        }
    }

    @Test
    void aClientThatGoesResetsItsOwnStreamOnly() throws Exception {
        try (var origin = new Origin(connection -> {
                    var peer = Http2Client.accepted(connection.socket());
                    peer.headers(peer.next(Http2Client.HEADERS));
                    seen.add("first");
                    peer.headers(peer.next(Http2Client.HEADERS));
                    seen.add("second");
                    Frame reset = peer.next(Http2Client.RST_STREAM);
                    seen.add("reset " + reset.stream() + " " + reset.error());
                    peer.answer(3, "second").frame();
                });
                var proxy = proxy(node(origin.port()));
                var one = new RawClient(proxy.port()).send(GET.formatted("/1"))) {
            taken(seen);
            try (var two = new RawClient(proxy.port()).send(GET.formatted("/2"))) {
                taken(seen);
                one.socket().close();
                assertEquals("reset 1 " + CANCEL, taken(seen));
                assertEquals("second", two.answer().body());
            }
        }
    }

    @Test
    void afterGoAwayNewRequestsGoOverAnotherConnection() throws Exception {
        try (var origin = new Origin(connection -> {
                    var peer = Http2Client.accepted(connection.socket());
                    peer.headers(peer.next(Http2Client.HEADERS));
                    if (connection.number() == 0) {
                        peer.goAway(1).answer(1, "last");
                        Frame end = peer.frame();
                        while (end != null) {
                            end = peer.frame();
                        }
                        seen.add("closed");
                    } else {
                        peer.answer(1, "next").frame();
                    }
                });
                var proxy = proxy(node(origin.port()))) {
            assertEquals("last", RawClient.get(proxy.port(), "/").body());
            assertEquals("closed", taken(seen));
            assertEquals("next", RawClient.get(proxy.port(), "/").body());
        }
    }

    /** RFC 9113, section 6.8: what is beyond the last stream was not touched. */
    @Test
    void whatTheNodeDidNotTouchIsSentAgainWhateverItIs() throws Exception {
        try (var origin = new Origin(connection -> {
                    var peer = Http2Client.accepted(connection.socket());
                    peer.headers(peer.next(Http2Client.HEADERS));
                    if (connection.number() == 0) {
                        peer.answer(1, "first").headers(peer.next(Http2Client.HEADERS));
                        peer.goAway(1).frame();
                    } else {
                        peer.answer(1, "again").frame();
                    }
                });
                var proxy = proxy(node(origin.port()));
                var client = new RawClient(proxy.port())) {
            assertEquals("first", client.send(POST).answer().body());
            assertEquals("again", client.send(POST).answer().body());
        }
    }

    @Test
    void aRefusedStreamGoesToAnotherNode() throws Exception {
        try (var refusing = new Origin(connection -> {
                    var peer = Http2Client.accepted(connection.socket());
                    peer.headers(peer.next(Http2Client.HEADERS));
                    seen.add("refused");
                    peer.reset(1, REFUSED_STREAM).frame();
                });
                var origin = new Origin(UpstreamHttp2WireTest::echo);
                var proxy = proxy(node(refusing.port()), node(origin.port()));
                var client = new RawClient(proxy.port())) {
            for (int i = 0; seen.isEmpty() && i < 10; i++) {
                assertEquals(200, client.send(POST).answer().status());
            }
            assertEquals("refused", taken(seen));
        }
    }

    @Test
    void aNodeThatBreaksOffIsNotAskedAgainForWhatMayNotBeRepeated() throws Exception {
        try (var breaking = new Origin(connection -> {
                    var peer = Http2Client.accepted(connection.socket());
                    peer.headers(peer.next(Http2Client.HEADERS));
                    peer.reset(1, CANCEL).frame();
                });
                var proxy = proxy(node(breaking.port()));
                var client = new RawClient(proxy.port())) {
            assertEquals(502, client.send(POST).answer().status());
        }
    }

    @Test
    void aConnectionOverWhichNothingIsHeardTakesNoMore() throws Exception {
        var patience = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(200));
        try (var origin = new Origin(connection -> {
                    var peer = Http2Client.accepted(connection.socket());
                    peer.headers(peer.next(Http2Client.HEADERS));
                    if (connection.number() == 0) {
                        Frame reset = peer.next(Http2Client.RST_STREAM);
                        seen.add("reset " + reset.error());
                        peer.frame();
                    } else {
                        peer.answer(1, "hello").frame();
                    }
                });
                var proxy = proxy(new UpstreamSpec(
                        List.of(node(origin.port())), patience, KeepalivePool.DEFAULT, HostHeader.PASS))) {
            assertEquals(504, RawClient.get(proxy.port(), "/").status());
            assertEquals("reset " + CANCEL, taken(seen));
            assertEquals("hello", RawClient.get(proxy.port(), "/").body());
        }
    }

    @Test
    void aConnectionTakesAsManyRequestsAsItMay() throws Exception {
        var two = new KeepalivePool(320, Duration.ofSeconds(60), 2);
        try (var origin = new Origin(UpstreamHttp2WireTest::echo);
                var proxy = proxy(new UpstreamSpec(List.of(node(origin.port())), null, two, HostHeader.PASS))) {
            for (int i = 0; i < 5; i++) {
                assertEquals("/" + i, RawClient.get(proxy.port(), "/" + i).body());
            }
            assertEquals(3, origin.connections());
        }
    }

    @Test
    void aConnectionThatCarriesNothingIsClosedAfterAWhile() throws Exception {
        var brief = new KeepalivePool(320, Duration.ofMillis(1), 1_000);
        try (var origin = new Origin(connection -> {
                    var peer = Http2Client.accepted(connection.socket());
                    peer.headers(peer.next(Http2Client.HEADERS));
                    peer.answer(1, "hello");
                    while (peer.frame() != null) {}
                    seen.add("closed");
                });
                var proxy = proxy(new UpstreamSpec(List.of(node(origin.port())), null, brief, HostHeader.PASS))) {
            assertEquals("hello", RawClient.get(proxy.port(), "/").body());
            assertEquals("closed", taken(seen));
        }
    }

    @Test
    void aRemovedUpstreamTakesItsConnectionsAlong() throws Exception {
        var go = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    var peer = Http2Client.accepted(connection.socket());
                    peer.headers(peer.next(Http2Client.HEADERS));
                    seen.add("asked");
                    go.await();
                    peer.answer(1, "hello");
                    while (peer.frame() != null) {}
                    seen.add("closed");
                });
                var proxy = proxy(node(origin.port()));
                var client = new RawClient(proxy.port()).send(GET.formatted("/"))) {
            taken(seen);
            proxy.config().remove(route("r", "/*", "u").key(), Upstream.key("u"));
            go.countDown();
            assertEquals("hello", client.answer().body());
            assertEquals("closed", taken(seen));
            assertFalse(origin.connections() > 1);
        }
    }

    /** Answers every request with its path. */
    private static void echo(Origin.Connection connection) throws IOException {
        var peer = Http2Client.accepted(connection.socket());
        for (Frame frame = peer.frame(); frame != null; frame = peer.frame()) {
            if (frame.type() == Http2Client.HEADERS) {
                peer.answer(frame.stream(), String.valueOf(peer.headers(frame).path()));
            }
        }
    }

    private static ProxyUnderTest proxy(Node... nodes) {
        return proxy(UpstreamSpec.of(nodes));
    }

    private static ProxyUnderTest proxy(UpstreamSpec spec) {
        return new ProxyUnderTest(
                new Upstream("u", Descriptor.NONE, spec.over(Protocol.of(Scheme.GRPC))), route("r", "/*", "u"));
    }

    private static <T> T taken(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(20, TimeUnit.SECONDS);
        assertNotNull(next);
        return next;
    }
}
