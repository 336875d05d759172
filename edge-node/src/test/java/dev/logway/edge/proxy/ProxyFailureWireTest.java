package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.domain.resource.Timeouts;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.testkit.GroupConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of everything that can go wrong behind the edge. */
class ProxyFailureWireTest {
    private static final String GET = head("GET / HTTP/1.1", "Host: test");

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aNodeThatIsDownIsABadGateway() throws Exception {
        try (var proxy = ProxyUnderTest.to(freePort())) {
            var answer = RawClient.get(proxy.port(), "/");
            assertEquals(502, answer.status());
            assertEquals("{\"error_msg\":\"502 Bad Gateway\"}", answer.body());
            assertEquals(Optional.of("application/json"), answer.header("content-type"));
        }
    }

    @Test
    void aNodeWithoutAddressIsABadGateway() throws Exception {
        try (var proxy = new ProxyUnderTest(
                GroupConfig.upstream("u", new Node("no-such-host.invalid", 80, 1)),
                GroupConfig.route("r", "/*", "u"))) {
            assertEquals(502, RawClient.get(proxy.port(), "/").status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=b\r\n\r\n"
            })
    void anAnswerThatIsNoneIsABadGateway(String bytes) throws Exception {
        try (var origin = new Origin(connection -> {
                    connection.request();
                    connection.send(bytes);
                });
                var proxy = ProxyUnderTest.to(origin.port());
                var client = new RawClient(proxy.port())) {
            var answer = client.send(GET).answer();
            assertEquals(502, answer.status());
            assertEquals("Bad Gateway", answer.reason());
            assertEquals(Optional.empty(), answer.header("set-cookie"));
            assertEquals("{\"error_msg\":\"502 Bad Gateway\"}", answer.body());
        }
    }

    @Test
    void aResetBeforeTheHeadIsABadGateway() throws Exception {
        try (var origin = new Origin(connection -> {
                    connection.request();
                    connection.reset();
                });
                var proxy = ProxyUnderTest.to(origin.port())) {
            assertEquals(502, RawClient.get(proxy.port(), "/").status());
        }
    }

    @Test
    void anAnswerThatBreaksOffCutsTheClientOff() throws Exception {
        try (var origin = new Origin(connection -> {
                    var request = connection.request();
                    boolean chunked = request != null && request.line().contains("chunked");
                    String framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: 100";
                    connection.send(head("HTTP/1.1 200 OK", framing) + (chunked ? "3\r\nabc\r\n" : "abc"));
                });
                var proxy = ProxyUnderTest.to(origin.port())) {
            for (String path : new String[] {"/length", "/chunked"}) {
                try (var client = new RawClient(proxy.port())) {
                    client.send(head("GET " + path + " HTTP/1.1", "Host: test"));
                    assertThrows(IOException.class, client::answer, path);
                }
            }
        }
    }

    @Test
    void anAnswerThatOnlyTheEndOfTheConnectionEndsIsCutOffWithAReset() throws Exception {
        try (var origin = new Origin(connection -> {
                    connection.request();
                    connection.send(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + "3\r\nabc\r\n");
                });
                var proxy = ProxyUnderTest.to(origin.port());
                var client = new RawClient(proxy.port())) {
            client.send(head("GET / HTTP/1.0", "Host: test"));
            assertThrows(SocketException.class, client::rest);
        }
    }

    @Test
    void anUpstreamThatDoesNotAnswerInTimeIsAGatewayTimeout() throws Exception {
        var closed = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    connection.request();
                    assertNull(connection.head());
                    closed.countDown();
                });
                var proxy = ProxyUnderTest.impatient(origin.port(), 100)) {
            var answer = RawClient.get(proxy.port(), "/");
            assertEquals(504, answer.status());
            assertEquals("{\"error_msg\":\"504 Gateway Timeout\"}", answer.body());
            assertTrue(closed.await(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void anUpstreamThatStopsWithinItsBodyIsCutOff() throws Exception {
        try (var origin = new Origin(connection -> {
                    connection.request();
                    connection.send(head("HTTP/1.1 200 OK", "Content-Length: 100") + "abc");
                    assertNull(connection.head());
                });
                var proxy = ProxyUnderTest.impatient(origin.port(), 100);
                var client = new RawClient(proxy.port())) {
            assertThrows(IOException.class, client.send(GET)::answer);
        }
    }

    @Test
    void theRoutesTimeoutsGoBeforeTheUpstreams() throws Exception {
        try (var origin = new Origin(connection -> {
                    connection.request();
                    assertNull(connection.head());
                });
                var proxy = ProxyUnderTest.to(origin.port())) {
            var patience = Duration.ofMillis(100);
            proxy.config()
                    .put(new Route(
                            "r",
                            Descriptor.NONE,
                            Route.Status.ENABLED,
                            RouteMatch.path("/*"),
                            new Route.Target(null, new Backend.ById("u"), new Timeouts(patience, patience, patience))));
            assertEquals(504, RawClient.get(proxy.port(), "/").status());
        }
    }

    @Test
    void aNodeThatDoesNotAcceptIsAGatewayTimeout() throws Exception {
        var waiting = new ArrayList<Socket>();
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var proxy = ProxyUnderTest.impatient(deaf.getLocalPort(), 200)) {
            // Fills the queue of connections that were not accepted; then the kernel answers no more.
            for (int i = 0; i < 4; i++) {
                var socket = new Socket();
                waiting.add(socket);
                Thread.ofVirtual().start(() -> {
                    try {
                        socket.connect(deaf.getLocalSocketAddress());
                    } catch (IOException e) {
                        // It may be one of those that wait for ever.
                    }
                });
            }
            int status = 0;
            for (int i = 0; i < 20 && status != 504; i++) {
                status = RawClient.get(proxy.port(), "/").status();
            }
            assertEquals(504, status);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void anUpstreamThatTakesNothingMoreIsAGatewayTimeout() throws Exception {
        var done = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    connection.head();
                    done.await();
                });
                var proxy = ProxyUnderTest.impatient(origin.port(), 200);
                var client = new RawClient(proxy.port())) {
            client.send(head("POST / HTTP/1.1", "Host: test", "Content-Length: 1000000000"));
            var sender = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        client.send("a".repeat(1 << 20));
                    }
                } catch (IOException e) {
                    // The edge closed, which ends the test.
                }
            });
            assertEquals(504, client.answer().status());
            client.socket().close();
            sender.join();
            done.countDown();
        }
    }

    @Test
    void aClientThatGoesTakesItsRequestWithIt() throws Exception {
        var arrived = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    connection.request();
                    arrived.countDown();
                    assertNull(connection.head());
                    cancelled.countDown();
                });
                var proxy = ProxyUnderTest.to(origin.port())) {
            try (var client = new RawClient(proxy.port())) {
                client.send(GET);
                assertTrue(arrived.await(20, TimeUnit.SECONDS));
            }
            assertTrue(cancelled.await(20, TimeUnit.SECONDS));
        }
    }

    /** Answers one request per connection and closes at the next, as a node does whose idle time is over. */
    private static Origin forgetful() throws IOException {
        return new Origin(connection -> {
            connection.request();
            connection.send(Origin.ok("" + connection.number()));
            connection.head();
        });
    }

    @Test
    void aStaleConnectionIsReplacedWithoutTheClientKnowing() throws Exception {
        try (var origin = forgetful();
                var proxy = ProxyUnderTest.to(origin.port())) {
            for (int i = 0; i < 5; i++) {
                assertEquals("" + i, RawClient.get(proxy.port(), "/").body());
            }
            RawClient.get(proxy.port(), "/");
            var deleted = RawClient.ask(proxy.port(), head("DELETE / HTTP/1.1", "Host: test"));
            assertEquals(200, deleted.status());
        }
    }

    @Test
    void aRequestThatMayNotBeRepeatedIsNot() throws Exception {
        try (var origin = forgetful();
                var proxy = ProxyUnderTest.to(origin.port())) {
            RawClient.get(proxy.port(), "/");
            assertEquals(
                    502,
                    RawClient.ask(proxy.port(), head("POST / HTTP/1.1", "Host: test"))
                            .status());
            RawClient.get(proxy.port(), "/");
            String put = head("PUT / HTTP/1.1", "Host: test", "Content-Length: 5") + "hello";
            assertEquals(502, RawClient.ask(proxy.port(), put).status());
        }
    }

    /** RFC 9112, section 5.1: a request with them is refused, but an answer's are removed. */
    @Test
    void blanksBeforeAColonAreTakenOutOfAnAnswer() throws Exception {
        try (var origin = Origin.answering("HTTP/1.1 200 OK\r\nX-Gap \t: 1\r\nContent-Length : 2\r\n\r\nok");
                var proxy = ProxyUnderTest.to(origin.port())) {
            var answer = RawClient.get(proxy.port(), "/");
            assertEquals("ok", answer.body());
            assertEquals("1", answer.header("X-Gap").orElseThrow());
        }
    }

    @Test
    void aFreshConnectionIsNotRetried() throws Exception {
        try (var origin = new Origin(Origin.Connection::request);
                var proxy = ProxyUnderTest.to(origin.port())) {
            assertEquals(502, RawClient.get(proxy.port(), "/").status());
            assertEquals(1, origin.connections());
        }
    }

    @Test
    void anEarlyAnswerReachesTheClientAndEndsTheUpload() throws Exception {
        try (var origin = new Origin(connection -> {
                    connection.head();
                    connection.send(head("HTTP/1.1 413 Content Too Large", "Content-Length: 0"));
                    assertNotNull(connection.in());
                    connection.in().readAllBytes();
                });
                var proxy = ProxyUnderTest.to(origin.port());
                var client = new RawClient(proxy.port())) {
            client.send(head("POST / HTTP/1.1", "Host: test", "Content-Length: 100000000") + "abc");
            assertEquals(413, client.answer().status());
        }
    }

    @Test
    void aSmallBodyThatNobodyWantsDoesNotCostTheConnection() throws Exception {
        try (var proxy = new ProxyUnderTest(
                        GroupConfig.upstream("u", GroupConfig.node(1)), GroupConfig.route("r", "/a", "u"));
                var client = new RawClient(proxy.port())) {
            client.send(head("POST / HTTP/1.1", "Host: test", "Content-Length: 5"));
            assertEquals(404, client.answer().status());
            client.send("hello" + GET);
            assertEquals(404, client.answer().status());
            client.send(head("POST / HTTP/1.1", "Host: test", "Transfer-Encoding: chunked"));
            var answer = client.answer();
            assertEquals(404, answer.status());
            assertEquals(Optional.of("close"), answer.header("connection"));
            client.send("0\r\n\r\n");
            assertTrue(client.isClosed());
        }
    }

    @Test
    void aHeadIsNotHeldBackForItsBody() throws Exception {
        var seen = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    var request = connection.request();
                    boolean chunked = request != null && request.line().contains("chunked");
                    connection.send(
                            head("HTTP/1.1 200 OK", chunked ? "Transfer-Encoding: chunked" : "Content-Length: 3"));
                    seen.await();
                    connection.send(chunked ? "3\r\nabc\r\n0\r\n\r\n" : "abc");
                });
                var proxy = ProxyUnderTest.to(origin.port())) {
            for (String path : new String[] {"/length", "/chunked"}) {
                try (var client = new RawClient(proxy.port())) {
                    client.send(head("GET " + path + " HTTP/1.1", "Host: test"));
                    assertEquals('H', client.socket().getInputStream().read(), path);
                }
            }
            seen.countDown();
        }
    }
}
