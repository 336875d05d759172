package dev.logway.edge.proxy;

import static dev.logway.edge.support.RawClient.head;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.accesslog.AccessEntry;
import dev.logway.edge.accesslog.AccessLog;
import dev.logway.edge.support.Http2Client;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.Until;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that say their revision, and requests that demand one. The first configuration is revision 1. */
@Timeout(60)
class RevisionWireTest {
    private static final Limits PATIENT = Limits.DEFAULT.with(new Limits.Revisions(Duration.ofMinutes(1), 2));
    private static final Limits BRIEF = Limits.DEFAULT.with(new Limits.Revisions(Duration.ofMillis(50), 2));
    private static final String GET = head("GET /a HTTP/1.1", "Host: test");

    private final List<AccessEntry> entries = new CopyOnWriteArrayList<>();

    private static String demanding(String revision) {
        return head("GET /b HTTP/1.1", "Host: test", "Logway-Min-Revision: " + revision);
    }

    private static ProxyUnderTest proxy(Limits limits, RevisionHeader header, Origin origin) {
        return new ProxyUnderTest(
                limits,
                1,
                new Observability(AccessLog.OFF, null, header),
                upstream("u", node(origin.port())),
                route("r", "/a", "u"));
    }

    private static String metrics(ProxyUnderTest proxy) throws IOException {
        var out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.builder().build().write(out, proxy.registry().scrape());
        return out.toString(StandardCharsets.UTF_8);
    }

    private static boolean counted(ProxyUnderTest proxy, String result, int times) throws IOException {
        return metrics(proxy).contains("logway_http_revision_waits_total{result=\"" + result + "\"} " + times + ".0");
    }

    private static void waiting(ProxyUnderTest proxy, int requests) throws Exception {
        Until.holds(() -> proxy.server().waiting() == requests);
    }

    @Test
    void onlyWhoAsksIsTold() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(PATIENT, RevisionHeader.ASKED, origin);
                var client = new RawClient(proxy.port())) {
            assertTrue(client.send(GET).answer().header("Logway-Revision").isEmpty());
            var asked = head("GET /a HTTP/1.1", "Host: test", "logway-min-revision: 1");
            assertEquals(
                    "1", client.send(asked).answer().header("Logway-Revision").orElseThrow());
            assertEquals(
                    "1",
                    client.send(demanding("0"))
                            .answer()
                            .header("Logway-Revision")
                            .orElseThrow());
            origin.taken();
            assertFalse(origin.taken().names("logway-min-revision"), "it is for the edge alone");
        }
    }

    @Test
    void everyAnswerTellsIfItShould() throws Exception {
        String said = "HTTP/1.1 200 OK\r\nLogway-Revision: 77\r\nContent-Length: 0\r\n\r\n";
        try (var origin = Origin.answering(said);
                var proxy = proxy(PATIENT, RevisionHeader.ALWAYS, origin)) {
            var answer = RawClient.ask(proxy.port(), GET);
            assertEquals("1", answer.header("Logway-Revision").orElseThrow());
            assertEquals(
                    1,
                    answer.headers().stream()
                            .filter(line -> line.startsWith("Logway-Revision"))
                            .count());
            var unrouted = RawClient.get(proxy.port(), "/b");
            assertEquals(404, unrouted.status());
            assertEquals("1", unrouted.header("Logway-Revision").orElseThrow());
        }
    }

    @Test
    void whereItIsOffNobodyIsHeard() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(PATIENT, RevisionHeader.OFF, origin)) {
            var answer =
                    RawClient.ask(proxy.port(), head("GET /a HTTP/1.1", "Host: test", "Logway-Min-Revision: nonsense"));
            assertEquals(200, answer.status());
            assertTrue(answer.header("Logway-Revision").isEmpty());
            assertFalse(origin.taken().names("logway-min-revision"));
        }
    }

    @Test
    void aRequestWaitsForItsRevisionAndIsRoutedByIt() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(PATIENT, RevisionHeader.ASKED, origin);
                var client = new RawClient(proxy.port());
                var other = new RawClient(proxy.port())) {
            client.send(demanding("3"));
            other.send(demanding("2"));
            waiting(proxy, 2);
            proxy.config().put(route("elsewhere", "/c", "u"));
            var second = other.answer();
            assertEquals(404, second.status(), "by revision 2");
            assertEquals("2", second.header("Logway-Revision").orElseThrow());
            proxy.config().put(route("r2", "/b", "u"));
            var third = client.answer();
            assertEquals("ok", third.body());
            assertEquals("3", third.header("Logway-Revision").orElseThrow());
            assertTrue(counted(proxy, "served", 2), metrics(proxy));
        }
    }

    @Test
    void aBodyIsHeldBackMeanwhile() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(PATIENT, RevisionHeader.ASKED, origin);
                var client = new RawClient(proxy.port());
                var other = new RawClient(proxy.port())) {
            client.send(head("POST /a HTTP/1.1", "Host: test", "Logway-Min-Revision: 2", "Content-Length: 3") + "abc");
            other.send(demanding("2"));
            waiting(proxy, 2);
            assertEquals(0, origin.untaken());
            proxy.config().put(route("r2", "/b", "u"));
            assertEquals("ok", client.answer().body());
            assertEquals("ok", other.answer().body());
        }
    }

    @Test
    void aRevisionThatDoesNotComeInTimeIsSaid() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(BRIEF, RevisionHeader.ASKED, origin);
                var client = new RawClient(proxy.port())) {
            var answer = client.send(demanding("7")).answer();
            assertEquals(503, answer.status());
            assertEquals("1", answer.header("Retry-After").orElseThrow());
            assertEquals("1", answer.header("Logway-Revision").orElseThrow());
            assertEquals(
                    "application/problem+json", answer.header("Content-Type").orElseThrow());
            var problem = new JsonObject(answer.body());
            assertEquals("503 Service Unavailable", problem.getString("error_msg"));
            assertEquals("revision-not-served", problem.getString("code"));
            assertEquals(1, problem.getLong("served_revision"));
            assertEquals(7, problem.getLong("demanded_revision"));
            assertEquals("this edge serves revision 1, not yet 7, and did not in 50 ms", problem.getString("detail"));
            assertEquals("ok", client.send(GET).answer().body(), "the connection goes on");
            assertTrue(counted(proxy, "late", 1), metrics(proxy));
        }
    }

    @Test
    void anEdgeThatEndsLetsNobodyWait() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(PATIENT, RevisionHeader.ASKED, origin);
                var client = new RawClient(proxy.port());
                var other = new RawClient(proxy.port())) {
            client.send(demanding("7"));
            other.send(demanding("8"));
            waiting(proxy, 2);
            var drained = proxy.drain(Duration.ofMinutes(5));
            var answer = client.answer();
            assertEquals(503, answer.status());
            assertEquals("1", answer.header("Retry-After").orElseThrow());
            var problem = new JsonObject(answer.body());
            assertEquals("revision-not-served", problem.getString("code"));
            assertEquals("this edge serves revision 1, not yet 7, and is ending", problem.getString("detail"));
            assertEquals(503, other.answer().status());
            ProxyUnderTest.await(drained); // long before its timeout
            assertEquals(0, proxy.server().waiting());
            assertTrue(counted(proxy, "ended", 2), metrics(proxy));
        }
    }

    @Test
    void anEdgeWithoutConfigurationIsWaitedForToo() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy =
                        new ProxyUnderTest(PATIENT, 1, new Observability(AccessLog.OFF, null, RevisionHeader.ASKED));
                var client = new RawClient(proxy.port());
                var other = new RawClient(proxy.port())) {
            client.send(demanding("1"));
            other.send(demanding("1"));
            waiting(proxy, 2);
            proxy.config().put(upstream("u", node(origin.port())), route("r", "/b", "u"));
            assertEquals("ok", client.answer().body());
            assertEquals("ok", other.answer().body());
        }
    }

    @Test
    void noMoreRequestsWaitThanMay() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(PATIENT, RevisionHeader.ASKED, origin);
                var one = new RawClient(proxy.port());
                var two = new RawClient(proxy.port())) {
            one.send(demanding("2"));
            two.send(demanding("2"));
            waiting(proxy, 2);
            assertEquals(503, RawClient.ask(proxy.port(), demanding("2")).status());
            one.socket().close();
            Until.holds(() -> counted(proxy, "gone", 1));
            try (var three = new RawClient(proxy.port())) {
                three.send(demanding("2"));
                waiting(proxy, 2);
                assertEquals(503, RawClient.ask(proxy.port(), demanding("2")).status());
                proxy.config().put(route("r2", "/b", "u"));
                assertEquals("ok", two.answer().body());
                assertEquals("ok", three.answer().body());
            }
        }
    }

    @Test
    void aBoundOfNothingRefusesAtOnce() throws Exception {
        var never = Limits.DEFAULT.with(new Limits.Revisions(Duration.ZERO, 2));
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(never, RevisionHeader.ASKED, origin)) {
            assertEquals(503, RawClient.ask(proxy.port(), demanding("2")).status());
            assertEquals(404, RawClient.ask(proxy.port(), demanding("1")).status());
            assertTrue(counted(proxy, "refused", 1), metrics(proxy));
        }
    }

    @Test
    void aClientThatLeavesIsInTheLog() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = new ProxyUnderTest(
                        PATIENT,
                        1,
                        new Observability(new Keeping(entries), null, RevisionHeader.ASKED),
                        upstream("u", node(origin.port())),
                        route("r", "/a", "u"))) {
            try (var client = new RawClient(proxy.port());
                    var other = new RawClient(proxy.port())) {
                client.send(demanding("2"));
                other.send(demanding("2"));
                waiting(proxy, 2);
            }
            Until.holds(() -> entries.stream()
                            .filter(entry -> entry.answered().status() == 499)
                            .count()
                    == 2);
            assertTrue(entries.stream().allMatch(entry -> entry.decided().revision() == 1), entries.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", "0x1", "1, 2", "one", "\"1\"", "1234567890123456789", "\u00b2"})
    void whatIsNoRevisionIsRefused(String text) throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(PATIENT, RevisionHeader.ASKED, origin)) {
            var answer = RawClient.ask(proxy.port(), demanding(text));
            assertEquals(400, answer.status());
            var problem = new JsonObject(answer.body());
            assertEquals("invalid-header", problem.getString("code"));
            assertTrue(problem.getString("detail").startsWith("Logway-Min-Revision: not a revision"), answer.body());
        }
    }

    @Test
    void twoDemandsAreNone() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(PATIENT, RevisionHeader.ASKED, origin)) {
            String twice = head("GET /a HTTP/1.1", "Host: test", "Logway-Min-Revision: 1", "Logway-Min-Revision: 1");
            assertEquals(400, RawClient.ask(proxy.port(), twice).status());
        }
    }

    @Test
    void itIsTheSameOverHttp2() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(PATIENT, RevisionHeader.ASKED, origin);
                var client = new Http2Client(new Socket(InetAddress.getLoopbackAddress(), proxy.h2cPort()))) {
            ask(client, 1, "/a", "1");
            var served = client.headers(client.next(Http2Client.HEADERS));
            assertEquals("200", String.valueOf(served.status()));
            assertEquals("1", String.valueOf(served.get("logway-revision")));
            client.next(Http2Client.DATA);
            assertFalse(origin.taken().names("logway-min-revision"));

            ask(client, 3, "/b", "2");
            ask(client, 5, "/b", "2");
            waiting(proxy, 2);
            client.reset(5, 8);
            Until.holds(() -> counted(proxy, "gone", 1));
            proxy.config().put(route("r2", "/b", "u"));
            var waited = client.next(Http2Client.HEADERS);
            assertEquals(3, waited.stream());
            var headers = client.headers(waited);
            assertEquals("200", String.valueOf(headers.status()));
            assertEquals("2", String.valueOf(headers.get("logway-revision")));
            client.next(Http2Client.DATA);

            ask(client, 7, "/b", "two");
            assertEquals(
                    "400",
                    String.valueOf(
                            client.headers(client.next(Http2Client.HEADERS)).status()));
        }
    }

    @Test
    void aGrpcClientGetsAStatus() throws Exception {
        try (var origin = Origin.answering(Origin.ok("ok"));
                var proxy = proxy(BRIEF, RevisionHeader.ASKED, origin);
                var client = new Http2Client(new Socket(InetAddress.getLoopbackAddress(), proxy.h2cPort()))) {
            ask(client, 1, "/a", "2", "content-type", "application/grpc");
            var headers = client.headers(client.next(Http2Client.HEADERS));
            assertEquals("200", String.valueOf(headers.status()));
            assertEquals("14", String.valueOf(headers.get("grpc-status")));
            assertEquals(
                    "this edge serves revision 1, not yet 2, and did not in 50 ms",
                    String.valueOf(headers.get("grpc-message")));
            assertEquals("1", String.valueOf(headers.get("logway-revision")));
        }
    }

    private static void ask(Http2Client client, int stream, String path, String revision, String... more)
            throws IOException {
        var fields = new ArrayList<>(List.of(
                ":method",
                "GET",
                ":scheme",
                "http",
                ":path",
                path,
                ":authority",
                "test",
                "logway-min-revision",
                revision));
        fields.addAll(List.of(more));
        client.head(stream, Http2Client.END_STREAM, fields.toArray(String[]::new));
    }

    private record Keeping(List<AccessEntry> entries) implements AccessLog {
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
