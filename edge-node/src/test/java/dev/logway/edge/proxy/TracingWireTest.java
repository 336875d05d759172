package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.accesslog.AccessLog;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.tracing.Tracing;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Spans on their way from a client, through the proxy, to the upstream and to a collector, on real sockets. */
class TracingWireTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @Test
    void aSampledRequestIsPartOfItsClientsTraceAndReachesTheCollector() throws Exception {
        try (var collector = Origin.answering(Origin.ok(""));
                var origin = Origin.answering(Origin.ok("a"))) {
            ask(collector.port(), 0, origin, "traceparent: 00-" + TRACE + "-" + PARENT + "-01");

            String passedOn = traceParent(origin.taken());
            assertTrue(passedOn.startsWith("00-" + TRACE + "-"), passedOn);
            assertTrue(passedOn.endsWith("-01"), passedOn);
            assertNotEquals(PARENT, passedOn.substring(36, 52));
            Origin.Request export = collector.taken();
            assertEquals("POST /v1/traces HTTP/1.1", export.line());
            for (String expected : new String[] {"GET /*", "http.route", "logway.revision", "edge-7", "/some/path"}) {
                assertTrue(export.body().contains(expected), () -> expected + " in " + export.body());
            }
        }
    }

    @Test
    void aRequestThatItsClientDidNotSampleIsPassedOnAndNotExported() throws Exception {
        try (var collector = Origin.answering(Origin.ok(""));
                var origin = Origin.answering(Origin.ok("a"))) {
            ask(collector.port(), 1, origin, "traceparent: 00-" + TRACE + "-" + PARENT + "-00");

            assertTrue(traceParent(origin.taken()).matches("00-" + TRACE + "-[0-9a-f]{16}-00"));
            assertEquals(0, collector.untaken());
        }
    }

    @Test
    void aRequestOfNoTraceBeginsOneIfItIsAmongTheShare() throws Exception {
        try (var collector = Origin.answering(Origin.ok(""));
                var origin = Origin.answering(Origin.ok("a"))) {
            ask(collector.port(), 1, origin, "X-Nothing: 1");
            String sampled = traceParent(origin.taken()); // with or without the flag that says the id is random
            assertTrue(sampled.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]"), sampled);
            assertEquals("POST /v1/traces HTTP/1.1", collector.taken().line());

            ask(collector.port(), 0, origin, "X-Nothing: 1");
            String unsampled = traceParent(origin.taken());
            assertTrue(unsampled.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[02]"), unsampled);
            assertEquals(0, collector.untaken());
        }
    }

    @Test
    void withoutTracingWhatTheClientSentGoesOnAsItIs() throws Exception {
        try (var origin = Origin.answering(Origin.ok("a"));
                var proxy = ProxyUnderTest.to(origin.port())) {
            String sent = "traceparent: 00-" + TRACE + "-" + PARENT + "-01";
            RawClient.ask(proxy.port(), head("GET / HTTP/1.1", "Host: a", sent));

            assertTrue(origin.taken().has(sent));
        }
    }

    @Test
    void aCollectorThatIsGoneCostsTheTraceOnly() throws Exception {
        int gone;
        try (var collector = Origin.answering(Origin.ok(""))) {
            gone = collector.port();
        }
        try (var origin = Origin.answering(Origin.ok("a"))) {
            ask(gone, 1, origin, "X-Nothing: 1");

            assertFalse(traceParent(origin.taken()).isEmpty());
        }
    }

    /** One request through a proxy that traces, which then ends and exports. */
    private static void ask(int collector, double share, Origin origin, String field) throws IOException {
        String endpoint = "http://127.0.0.1:" + collector + "/v1/traces";
        try (var tracing = Tracing.to(endpoint, share, "default", "edge-7");
                var proxy = new ProxyUnderTest(
                        Limits.DEFAULT,
                        1,
                        new Observability(AccessLog.OFF, tracing),
                        upstream("u", node(origin.port())),
                        route("r", "/*", "u"))) {
            var answer = RawClient.ask(proxy.port(), head("GET /some/path?q=1 HTTP/1.1", "Host: a", field));
            assertEquals(200, answer.status());
        }
    }

    private static String traceParent(Origin.Request request) {
        return request.head()
                .lines()
                .filter(line -> line.regionMatches(true, 0, "traceparent: ", 0, 13))
                .findFirst()
                .orElse("")
                .replaceFirst("(?i)^traceparent: ", "");
    }
}
