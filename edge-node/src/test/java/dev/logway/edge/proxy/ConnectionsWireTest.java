package dev.logway.edge.proxy;

import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much a client may bring: connections, and fields of a head. */
class ConnectionsWireTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    /** All tests come from one address, so that both bounds can be met. */
    @ParameterizedTest
    @CsvSource({"2, 100", "100, 2"})
    @Timeout(60)
    void oneConnectionMoreThanAllowedIsClosedUntilAnotherEnds(int all, int perAddress) throws Exception {
        var limits = Limits.DEFAULT.withConnections(all, perAddress);
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = new ProxyUnderTest(limits, 2, upstream("u", node(origin.port())), route("r", "/*", "u"));
                var second = new RawClient(proxy.port())) {
            try (var first = new RawClient(proxy.port())) {
                assertEquals(200, first.send(REQUEST).answer().status());
                assertEquals(200, second.send(REQUEST).answer().status());
                try (var third = new RawClient(proxy.port())) {
                    assertTrue(third.isClosed());
                }
                assertEquals(200, first.send(REQUEST).answer().status());
            }
            while (!isServed(proxy.port())) {
                Thread.onSpinWait();
            }
            assertEquals(200, second.send(REQUEST).answer().status());
        }
    }

    @Test
    void aHundredFieldsAreTakenAndNoMore() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = ProxyUnderTest.to(origin.port())) {
            assertEquals(
                    200,
                    RawClient.ask(proxy.port(), head(Limits.DEFAULT.heads().fields()))
                            .status());
            assertEquals(
                    431,
                    RawClient.ask(proxy.port(), head(Limits.DEFAULT.heads().fields() + 1))
                            .status());
            try (var client = new RawClient(proxy.port())) {
                assertEquals(200, client.send(head(60)).answer().status());
                assertEquals(200, client.send(head(60)).answer().status());
            }
        }
    }

    /** However steadily its bytes trickle in. */
    @Test
    @Timeout(60)
    void aHeadThatDoesNotEndIsNotWaitedForForEver() throws Exception {
        var limits = Limits.DEFAULT.with(
                new Limits.Times(Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(60)));
        try (var proxy = new ProxyUnderTest(limits, 1);
                var silent = new RawClient(proxy.port());
                var slow = new RawClient(proxy.port())) {
            assertEquals(503, slow.send(REQUEST).answer().status());
            slow.send("GET / HTTP/1.1\r\nHo");
            assertEquals(408, slow.answer().status());
            assertTrue(slow.isClosed());
            assertEquals(503, silent.send(REQUEST).answer().status());
        }
    }

    /** A request with so many fields, Host among them. */
    private static String head(int fields) {
        return "GET / HTTP/1.1\r\nHost: test\r\n"
                + IntStream.range(1, fields).mapToObj(i -> "x" + i + ": y\r\n").collect(Collectors.joining())
                + "\r\n";
    }

    private static boolean isServed(int port) {
        try {
            return RawClient.ask(port, REQUEST).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
