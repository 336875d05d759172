package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.RetryPolicy;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.Until;
import dev.logway.edge.upstream.UpstreamEvent;
import dev.logway.edge.upstream.UpstreamState;
import dev.logway.testkit.GroupConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a request goes to another node, and when it must not. */
class RetryWireTest {
    private static final String GET = head("GET / HTTP/1.1", "Host: test");
    private static final String POST = head("POST / HTTP/1.1", "Host: test", "Content-Length: 5") + "hello";
    private static final String PUT = head("PUT / HTTP/1.1", "Host: test", "Content-Length: 5") + "hello";

    /** Reads a request and resets the connection. */
    private static Origin resetting() throws IOException {
        return new Origin(connection -> {
            connection.request();
            connection.reset();
        });
    }

    /** Reads a request and says nothing until the edge gives up. */
    private static Origin silent() throws IOException {
        return new Origin(connection -> {
            connection.request();
            assertNull(connection.head());
        });
    }

    private static ProxyUnderTest proxy(@Nullable Integer retries, long timeoutMillis, Node... nodes) {
        var resilience = new Resilience(
                new RetryPolicy(retries, Duration.ofMillis(timeoutMillis)), null, null, null, null, Duration.ZERO);
        return new ProxyUnderTest(
                GroupConfig.resilient("u", 300, resilience, nodes), GroupConfig.route("r", "/*", "u"));
    }

    private static UpstreamState state(ProxyUnderTest proxy) {
        return proxy.upstreams().states().getFirst();
    }

    @Test
    void aNodeThatIsDownCostsNoRequestWhateverItsMethod() throws Exception {
        try (var up = Origin.answering(Origin.ok("up"));
                var proxy = proxy(null, 0, GroupConfig.node(Origin.closedPort()), GroupConfig.node(up.port()))) {
            for (int i = 0; i < 6; i++) {
                assertEquals(
                        "up",
                        RawClient.ask(proxy.port(), i % 2 == 0 ? GET : POST).body());
                assertEquals(
                        "up",
                        RawClient.ask(proxy.port(), i % 2 == 0 ? POST : GET).body());
            }
            assertEquals(6, state(proxy).count(UpstreamEvent.RETRIES));
            Until.holds(() -> state(proxy).pending() == 0);
            assertTrue(state(proxy).nodes().stream().allMatch(node -> node.active() == 0));
        }
    }

    @Test
    void aRequestThatMayBeRepeatedGoesToAnotherNode() throws Exception {
        try (var bad = resetting();
                var good = Origin.answering(Origin.ok("good"));
                var proxy = proxy(null, 0, GroupConfig.node(bad.port()), GroupConfig.node(good.port()))) {
            assertEquals("good", RawClient.ask(proxy.port(), GET).body());
            assertEquals(1, bad.untaken());
            assertEquals(1, good.untaken());
        }
    }

    @Test
    void aRequestThatMayNotBeRepeatedFails() throws Exception {
        for (String request : new String[] {POST, head("POST / HTTP/1.1", "Host: test"), PUT}) {
            try (var bad = resetting();
                    var good = Origin.answering(Origin.ok("good"));
                    var proxy = proxy(null, 0, GroupConfig.node(bad.port()), GroupConfig.node(good.port()))) {
                assertEquals(502, RawClient.ask(proxy.port(), request).status());
                assertEquals(0, good.untaken());
            }
        }
    }

    @Test
    void anAnswerThatHasBegunIsNotTriedAgain() throws Exception {
        try (var bad = new Origin(connection -> {
                    connection.request();
                    connection.send(head("HTTP/1.1 200 OK", "Content-Length: 10"));
                    connection.reset();
                });
                var good = Origin.answering(Origin.ok("good"));
                var proxy = proxy(null, 0, GroupConfig.node(bad.port()), GroupConfig.node(good.port()))) {
            assertTrue(answerIsNot("good", proxy));
            assertEquals(0, good.untaken());
        }
    }

    private static boolean answerIsNot(String body, ProxyUnderTest proxy) {
        try {
            return !RawClient.ask(proxy.port(), GET).body().equals(body);
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void aNodeThatDoesNotAnswerIsGivenUpForAnother() throws Exception {
        try (var slow = silent();
                var good = Origin.answering(Origin.ok("good"));
                var proxy = proxy(null, 0, GroupConfig.node(slow.port()), GroupConfig.node(good.port()))) {
            assertEquals("good", RawClient.ask(proxy.port(), GET).body());
        }
    }

    @Test
    void noTryBeginsAfterTheRetryTimeout() throws Exception {
        try (var slow = silent();
                var good = Origin.answering(Origin.ok("good"));
                var proxy = proxy(null, 100, GroupConfig.node(slow.port()), GroupConfig.node(good.port()))) {
            assertEquals(504, RawClient.ask(proxy.port(), GET).status());
            assertEquals(0, good.untaken());
        }
    }

    @Test
    void asManyAreTriedAsTheUpstreamSays() throws Exception {
        Node down = GroupConfig.node(Origin.closedPort());
        try (var up = Origin.answering(Origin.ok("up"))) {
            Node other = new Node("127.0.0.1", Origin.closedPort(), 1);
            try (var none = proxy(0, 0, down, GroupConfig.node(up.port()))) {
                assertEquals(502, RawClient.ask(none.port(), GET).status());
            }
            try (var one = proxy(1, 0, down, other, GroupConfig.node(up.port()))) {
                assertEquals(502, RawClient.ask(one.port(), GET).status());
            }
            try (var all = proxy(null, 0, down, other, GroupConfig.node(up.port()))) {
                assertEquals("up", RawClient.ask(all.port(), GET).body());
            }
        }
    }

    @Test
    void aNodeIsTriedOnceForARequest() throws Exception {
        try (var bad = resetting();
                var proxy = proxy(5, 0, GroupConfig.node(bad.port()))) {
            assertEquals(502, RawClient.ask(proxy.port(), GET).status());
            assertEquals(1, bad.untaken());
        }
    }

    @Test
    void retriesAddAFifthOfLoadAtMost() throws Exception {
        var seen = new AtomicInteger();
        Origin.Script script = connection -> {
            connection.request();
            seen.incrementAndGet();
            connection.reset();
        };
        try (var one = new Origin(script);
                var two = new Origin(script);
                var proxy = proxy(null, 0, GroupConfig.node(one.port()), GroupConfig.node(two.port()))) {
            for (int i = 0; i < 200; i++) {
                assertEquals(502, RawClient.ask(proxy.port(), GET).status());
            }
            // Ten are given in advance, and one for each five requests.
            assertEquals(200 + 10 + 40, seen.get());
            assertEquals(200 - 10 - 40, state(proxy).count(UpstreamEvent.RETRIES_OVER_BUDGET));
        }
    }

    @Test
    void aLowerTierServesOnlyWhileTheHigherCannot() throws Exception {
        int port = Origin.closedPort();
        try (var spare = Origin.answering(Origin.ok("spare"));
                var first = Origin.answering(Origin.ok("first"));
                var proxy = proxy(
                        null,
                        0,
                        new Node("127.0.0.1", spare.port(), 100, 1),
                        new Node("127.0.0.1", first.port(), 1, 2))) {
            for (int i = 0; i < 5; i++) {
                assertEquals("first", RawClient.ask(proxy.port(), GET).body());
            }
            proxy.config()
                    .put(GroupConfig.upstream(
                            "u", new Node("127.0.0.1", spare.port(), 1, -1), new Node("127.0.0.1", port, 1, 0)));
            assertEquals("spare", RawClient.ask(proxy.port(), GET).body());
        }
    }
}
