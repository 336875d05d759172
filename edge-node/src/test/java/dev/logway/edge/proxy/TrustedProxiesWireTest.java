package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static dev.logway.testkit.GroupConfig.match;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.net.CidrRange;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.edge.accesslog.AccessEntry;
import dev.logway.edge.accesslog.AccessLog;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What proxies before the edge say of their clients. */
class TrustedProxiesWireTest {

    private static TrustedProxies trusted(String header, TrustedProxies.Hops hops, String... ranges) {
        return new TrustedProxies(Stream.of(ranges).map(CidrRange::parse).toList(), header, hops);
    }

    private static Resource[] everythingTo(Origin origin) {
        return new Resource[] {upstream("u", node(origin.port())), route("r", "/*", "u")};
    }

    private static Origin.Request sent(TrustedProxies trusted, String... fields) throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = new ProxyUnderTest(trusted, Observability.NONE, everythingTo(origin))) {
            var lines = Stream.concat(Stream.of("GET / HTTP/1.1", "Host: test"), Stream.of(fields));
            assertEquals(
                    200,
                    RawClient.ask(proxy.port(), head(lines.toArray(String[]::new)))
                            .status());
            return origin.taken();
        }
    }

    @Test
    void nobodyIsBelievedByDefault() throws Exception {
        var taken = sent(
                TrustedProxies.NONE,
                "X-Forwarded-For: 10.1.1.1",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: a",
                "X-Forwarded-Port: 1",
                "Forwarded: for=10.1.1.1",
                "X-Real-IP: 10.1.1.1");
        assertTrue(taken.has("X-Forwarded-For: 127.0.0.1"), taken.head());
        assertTrue(taken.has("X-Real-IP: 127.0.0.1"), taken.head());
        assertTrue(taken.has("X-Forwarded-Proto: http"), taken.head());
        assertTrue(taken.has("X-Forwarded-Host: test"), taken.head());
        assertFalse(taken.names("Forwarded"), taken.head());
    }

    @Test
    void whoIsNotListedIsNotBelieved() throws Exception {
        var taken = sent(
                trusted("X-Forwarded-For", TrustedProxies.Hops.LAST, "10.0.0.0/8", "::1"), "X-Forwarded-For: 10.1.1.1");
        assertTrue(taken.has("X-Forwarded-For: 127.0.0.1"), taken.head());
        assertTrue(taken.has("X-Real-IP: 127.0.0.1"), taken.head());
    }

    @Test
    void aTrustedProxyIsAddedToTheWay() throws Exception {
        var taken = sent(
                trusted("X-Forwarded-For", TrustedProxies.Hops.LAST, "127.0.0.0/8"),
                "X-Forwarded-For: 192.0.2.1, 10.1.1.1",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: public.example",
                "X-Forwarded-Port: 443",
                "Forwarded: for=192.0.2.1;proto=https");
        assertTrue(taken.has("X-Forwarded-For: 192.0.2.1, 10.1.1.1, 127.0.0.1"), taken.head());
        assertTrue(taken.has("X-Real-IP: 10.1.1.1"), taken.head());
        assertTrue(taken.has("X-Forwarded-Proto: https"), taken.head());
        assertTrue(taken.has("X-Forwarded-Host: public.example"), taken.head());
        assertTrue(taken.has("X-Forwarded-Port: 443"), taken.head());
        assertTrue(taken.has("Forwarded: for=192.0.2.1;proto=https, for=127.0.0.1"), taken.head());
    }

    @Test
    void whatATrustedProxyDoesNotSayIsWhatTheEdgeSees() throws Exception {
        var taken = sent(trusted("X-Forwarded-For", TrustedProxies.Hops.LAST, "127.0.0.1"));
        assertTrue(taken.has("X-Forwarded-For: 127.0.0.1"), taken.head());
        assertTrue(taken.has("X-Forwarded-Proto: http"), taken.head());
        assertTrue(taken.has("X-Forwarded-Host: test"), taken.head());
        assertFalse(taken.names("Forwarded"), taken.head());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LAST      | 192.0.2.1, 10.1.1.1           | 10.1.1.1",
                "UNTRUSTED | 192.0.2.1, 10.1.1.1           | 192.0.2.1",
                "UNTRUSTED | 192.0.2.9, 192.0.2.1,10.1.1.1 | 192.0.2.1",
                "UNTRUSTED | 10.2.2.2, 10.1.1.1            | 10.2.2.2",
                "LAST      | 192.0.2.1:4711                | 192.0.2.1",
                "LAST      | [2001:DB8::1]:80              | 2001:db8::1",
                "LAST      | 2001:db8::1                   | 2001:db8::1",
                "LAST      | ::ffff:192.0.2.1              | 192.0.2.1",
                "LAST      | unknown                       | 127.0.0.1",
                "LAST      | 192.0.2.1,                    | 127.0.0.1",
                "LAST      | 192.0.2.1:http                | 127.0.0.1",
                "LAST      | [2001:db8::1                  | 127.0.0.1",
                "LAST      | 192.0.2.256                   | 127.0.0.1",
                "UNTRUSTED | x, 10.1.1.1                   | 127.0.0.1",
            })
    void theClientIsWhoTheFieldNames(TrustedProxies.Hops hops, String named, String client) throws Exception {
        var trusted = trusted("X-Forwarded-For", hops, "127.0.0.1", "10.0.0.0/8");
        var taken = sent(trusted, "X-Forwarded-For: " + named);
        assertTrue(taken.has("X-Real-IP: " + client), taken.head());
    }

    @Test
    void severalLinesAreOneField() throws Exception {
        var trusted = trusted("X-Forwarded-For", TrustedProxies.Hops.UNTRUSTED, "127.0.0.1", "10.0.0.0/8");
        var taken = sent(trusted, "X-Forwarded-For: 192.0.2.1", "X-Forwarded-For: 10.1.1.1");
        assertTrue(taken.has("X-Real-IP: 192.0.2.1"), taken.head());
        assertTrue(taken.has("X-Forwarded-For: 192.0.2.1, 10.1.1.1, 127.0.0.1"), taken.head());
    }

    @Test
    void anotherFieldMayNameTheClient() throws Exception {
        var taken = sent(
                trusted("X-Real-IP", TrustedProxies.Hops.LAST, "127.0.0.1"),
                "X-Real-IP: 192.0.2.7",
                "X-Forwarded-For: 192.0.2.1");
        assertTrue(taken.has("X-Real-IP: 192.0.2.7"), taken.head());
        assertTrue(taken.has("X-Forwarded-For: 192.0.2.1, 127.0.0.1"), taken.head());
    }

    @Test
    void routesAndTheAccessLogFollow() throws Exception {
        BlockingQueue<AccessEntry> entries = new LinkedBlockingQueue<>();
        var inside = new RouteMatch(
                match("/*", List.of(), List.of(), 0).paths(),
                List.of(),
                List.of(),
                List.of(CidrRange.parse("192.0.2.0/24")),
                null,
                0);
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = new ProxyUnderTest(
                        trusted("X-Forwarded-For", TrustedProxies.Hops.LAST, "127.0.0.1"),
                        new Observability(new Keeping(entries), null),
                        upstream("u", node(origin.port())),
                        route("r", inside, "u"))) {
            var named = head("GET / HTTP/1.1", "Host: test", "X-Forwarded-For: 192.0.2.1");
            assertEquals(200, RawClient.ask(proxy.port(), named).status());
            assertEquals("192.0.2.1", entry(entries).asked().client());
            assertEquals(404, RawClient.get(proxy.port(), "/").status());
            assertEquals("127.0.0.1", entry(entries).asked().client());
        }
    }

    private static AccessEntry entry(BlockingQueue<AccessEntry> entries) throws InterruptedException {
        AccessEntry entry = entries.poll(20, TimeUnit.SECONDS);
        if (entry == null) {
            throw new AssertionError("no entry came");
        }
        return entry;
    }

    private record Keeping(BlockingQueue<AccessEntry> entries) implements AccessLog {
        @Override
        public boolean isOn() {
            return true;
        }

        @Override
        public void add(AccessEntry entry) {
            entries.add(entry);
        }

        @Override
        public void close() {}
    }
}
