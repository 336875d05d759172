package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static dev.logway.testkit.GroupConfig.certificate;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.support.Http2Client;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.TlsClient;
import dev.logway.testkit.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Server-sent events: each is handed on as it comes, and an origin learns that nobody listens any more. */
@Timeout(30)
class SseWireTest {
    private static final String HEAD =
            head("HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Transfer-Encoding: chunked");

    /** Allows the origin one event more. */
    private final Semaphore next = new Semaphore(0);

    private final CountDownLatch gone = new CountDownLatch(1);

    /** Sends its head at once, and an event whenever it may. */
    private Origin events() throws IOException {
        return new Origin(connection -> {
            connection.request();
            connection.send(HEAD);
            Thread.ofVirtual().start(() -> {
                try {
                    connection.in().readAllBytes();
                } catch (IOException e) {
                    // reset, which is as good
                }
                gone.countDown();
                next.release();
            });
            for (int i = 0; gone.getCount() > 0; i++) {
                next.acquire();
                connection.send("9\r\ndata: " + i + "\n\n\r\n");
            }
        });
    }

    private static ProxyUnderTest proxy(Origin origin) throws Exception {
        return new ProxyUnderTest(
                upstream("u", node(origin.port())),
                route("r", "/*", "u"),
                certificate(
                        "c", Certificates.selfSigned(Algorithm.ecp256, "foo.com"), ProxyUnderTest.CIPHER, "foo.com"));
    }

    @Test
    void eventsComeOneByOne() throws Exception {
        try (var origin = events();
                var proxy = proxy(origin);
                var client = new RawClient(proxy.port())) {
            client.send(head("GET / HTTP/1.1", "Host: foo.com", "Accept: text/event-stream"));
            var expectedHead = new StringBuilder();
            while (!expectedHead.toString().endsWith("\r\n\r\n")) {
                expectedHead.append(new String(client.read(1), ISO_8859_1));
            }
            assertTrue(expectedHead.toString().contains("text/event-stream"), expectedHead.toString());
            for (int i = 0; i < 5; i++) {
                next.release();
                assertEquals("9\r\ndata: " + i + "\n\n\r\n", new String(client.read(14), ISO_8859_1));
            }
            client.socket().close();
            assertTrue(gone.await(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void eventsComeOneByOneOverHttp2() throws Exception {
        try (var origin = events();
                var proxy = proxy(origin);
                var client = new Http2Client(
                        new TlsClient().name("foo.com").protocols("h2").connect(proxy.securePort()))) {
            client.get(1, "/");
            client.next(Http2Client.HEADERS);
            for (int i = 0; i < 5; i++) {
                next.release();
                var event = client.next(Http2Client.DATA);
                assertEquals("data: " + i + "\n\n", new String(event.payload(), ISO_8859_1));
            }
            client.send(Http2Client.RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8});
            assertTrue(gone.await(20, TimeUnit.SECONDS));
        }
    }
}
