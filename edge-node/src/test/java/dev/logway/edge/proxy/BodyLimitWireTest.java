package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How large the body of a request may be. */
@Timeout(30)
class BodyLimitWireTest {
    private static final Limits TEN = Limits.DEFAULT.with(new Limits.Bodies(10, 1_000));

    private static ProxyUnderTest proxy(Origin origin) {
        return new ProxyUnderTest(TEN, 1, upstream("u", node(origin.port())), route("r", "/*", "u"));
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsRefusedAtOnce() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(origin);
                var client = new RawClient(proxy.port())) {
            client.send(head("POST / HTTP/1.1", "Host: test", "Content-Length: 11", "Expect: 100-continue"));
            assertEquals(413, client.answer().status());
            assertTrue(client.isClosed());
            assertEquals(0, origin.connections());
        }
    }

    @Test
    void aBodyThatFitsIsTaken() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(origin);
                var client = new RawClient(proxy.port())) {
            client.send(head("POST / HTTP/1.1", "Host: test", "Content-Length: 10") + "0123456789");
            assertEquals(200, client.answer().status());
            assertEquals("0123456789", origin.taken().body());
            client.send(head("POST / HTTP/1.1", "Host: test", "Transfer-Encoding: chunked")
                    + "5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n");
            assertEquals(200, client.answer().status());
            assertEquals("0123456789", origin.taken().body());
        }
    }

    @Test
    void aBodyThatGrowsTooLargeIsRefusedThen() throws Exception {
        var broken = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    connection.head();
                    connection.in().readAllBytes();
                    broken.countDown();
                });
                var proxy = proxy(origin);
                var client = new RawClient(proxy.port())) {
            client.send(head("POST / HTTP/1.1", "Host: test", "Transfer-Encoding: chunked") + "5\r\n01234\r\n");
            client.send("6\r\n567890\r\n");
            assertEquals(413, client.answer().status());
            assertTrue(client.isClosed());
            assertTrue(broken.await(20, TimeUnit.SECONDS));
            assertEquals(0, origin.untaken());
        }
    }
}
