package dev.logway.edge.proxy;

import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.logway.domain.fleet.CanaryCounts;
import dev.logway.domain.fleet.CanaryReport;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Wanted;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Upstream;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.Until;
import dev.logway.testkit.GroupConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes that one edge of a group tries and the other does not. */
@Timeout(60)
class CanaryWireTest {
    private static final String ME = ProxyUnderTest.EDGE.id();
    private static final String ANOTHER = "edge-2";

    /** {@code changes} as {@code instance} tries them. */
    private static PendingChange tried(String instance, Wanted... changes) {
        return tried(instance, null, changes);
    }

    private static PendingChange tried(String instance, @Nullable Integer p99Millis, Wanted... changes) {
        return GroupConfig.tried("9", instance, p99Millis, changes);
    }

    private static Wanted put(Resource resource) {
        return new Wanted(resource.key(), resource);
    }

    private static ProxyUnderTest proxy(Origin old) {
        return new ProxyUnderTest(
                upstream("u", node(old.port())),
                route("r", "/r", "u"),
                route("other", "/other", "u2"),
                upstream("u2", node(old.port())));
    }

    private static String body(ProxyUnderTest proxy, String path) throws IOException {
        return RawClient.get(proxy.port(), path).body();
    }

    private static CanaryReport report(ProxyUnderTest proxy, ResourceKey... quarantined) {
        return Objects.requireNonNull(proxy.canary()
                .report(() -> Stream.of(quarantined).map(key -> Map.entry(key, "no"))));
    }

    private static void awaitCounts(ProxyUnderTest proxy, long requests, long errors, long slow) throws Exception {
        awaitCounts(proxy, new CanaryCounts(requests, errors, slow, 0));
    }

    private static void awaitCounts(ProxyUnderTest proxy, CanaryCounts expected) throws Exception {
        try {
            Until.holds(() -> report(proxy).counts().equals(expected));
        } catch (AssertionError e) {
            assertEquals(expected, report(proxy).counts());
        }
    }

    @Test
    void theOneThatIsChosenServesTheChangeUntilItIsOver() throws Exception {
        try (var old = Origin.answering(Origin.ok("old"));
                var now = Origin.answering(Origin.ok("new"));
                var proxy = proxy(old)) {
            Upstream changed = upstream("u", node(now.port()));
            proxy.config().put(tried(ME, put(changed), put(route("r9", "/r9", "u"))));
            assertEquals("new", body(proxy, "/r"));
            assertEquals("new", body(proxy, "/r9"));
            assertEquals("old", body(proxy, "/other"));

            proxy.config().remove(PendingChange.key("9"));
            assertEquals("old", body(proxy, "/r"));
            assertEquals(404, RawClient.get(proxy.port(), "/r9").status());

            proxy.config().put(tried(ME, put(changed)));
            proxy.config().change(List.of(changed), List.of(PendingChange.key("9")));
            assertEquals("new", body(proxy, "/r"));
        }
    }

    @Test
    void theOthersServeWhatTheyDidAndCountIt() throws Exception {
        try (var old = Origin.answering(Origin.ok("old"));
                var proxy = proxy(old)) {
            assertNull(proxy.canary().report(Stream::of));
            proxy.config().put(tried(ANOTHER, put(upstream("u", node(Origin.closedPort())))));
            assertEquals("old", body(proxy, "/r"));
            assertEquals("old", body(proxy, "/other"));
            awaitCounts(proxy, 1, 0, 0);
        }
    }

    @Test
    void otherChangesGoOnBeneathIt() throws Exception {
        try (var old = Origin.answering(Origin.ok("old"));
                var now = Origin.answering(Origin.ok("new"));
                var proxy = proxy(old)) {
            proxy.config().put(tried(ME, put(upstream("u", node(now.port())))));
            proxy.config().put(route("r2", "/r2", "u"), upstream("u2", node(now.port())));
            assertEquals("new", body(proxy, "/r2"));
            assertEquals("new", body(proxy, "/other"));
            awaitCounts(proxy, 1, 0, 0);
            proxy.config().remove(Route.key("r2"));
            assertEquals(404, RawClient.get(proxy.port(), "/r2").status());
        }
    }

    @Test
    void onlyRequestsThatTheChangeConcernsAreCounted() throws Exception {
        try (var old = Origin.answering(Origin.ok("old"));
                var proxy = proxy(old)) {
            body(proxy, "/r");
            proxy.config().put(tried(ME, put(upstream("u", node(Origin.closedPort())))));
            assertEquals(502, RawClient.get(proxy.port(), "/r").status());
            assertEquals(200, RawClient.get(proxy.port(), "/other").status());
            assertEquals(404, RawClient.get(proxy.port(), "/nothing").status());
            awaitCounts(proxy, 1, 1, 0);
        }
    }

    @Test
    void whatTakesLongerThanItMayIsSlow() throws Exception {
        try (var patient = new Origin(connection -> {
                    for (var request = connection.request(); request != null; request = connection.request()) {
                        if (request.line().contains("slow")) {
                            Thread.sleep(50);
                        }
                        connection.send(Origin.ok("x"));
                    }
                });
                var proxy = new ProxyUnderTest(upstream("u", node(patient.port())), route("r", "/*", "u"))) {
            proxy.config().put(tried(ME, 49, put(route("r", "/*", "u"))));
            body(proxy, "/slow");
            Until.holds(() -> report(proxy).counts().slow() == 1);
        }
    }

    @Test
    void aRequestThatCameBeforeIsNotCounted() throws Exception {
        var released = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    for (var request = connection.request(); request != null; request = connection.request()) {
                        if (request.line().contains("waits")) {
                            released.await();
                        }
                        connection.send(Origin.ok("x"));
                    }
                });
                var proxy = new ProxyUnderTest(upstream("u", node(origin.port())), route("r", "/*", "u"));
                var client = new RawClient(proxy.port())) {
            client.send(RawClient.head("GET /waits HTTP/1.1", "Host: test"));
            origin.taken();
            proxy.config().put(tried(ME, put(route("r", "/*", "u"))));
            released.countDown();
            assertEquals(200, client.answer().status());
            assertEquals(200, RawClient.get(proxy.port(), "/after").status());
            awaitCounts(proxy, 1, 0, 0);
        }
    }

    @Test
    void aRequestIsOpenUntilItsAnswerBegins() throws Exception {
        var begins = new CountDownLatch(1);
        var ends = new CountDownLatch(1);
        try (var origin = new Origin(connection -> {
                    connection.request();
                    begins.await();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n");
                    ends.await();
                });
                var proxy = new ProxyUnderTest(upstream("u", node(origin.port())), route("r", "/*", "u"));
                var client = new RawClient(proxy.port())) {
            proxy.config().put(tried(ME, put(route("r", "/*", "u"))));
            client.send(RawClient.head("GET /events HTTP/1.1", "Host: test"));
            awaitCounts(proxy, new CanaryCounts(0, 0, 0, 1));
            begins.countDown();
            awaitCounts(proxy, new CanaryCounts(0, 0, 0, 0));
            ends.countDown();
            awaitCounts(proxy, 1, 0, 0);
        }
    }

    @Test
    void requestsThatAreNeverAnsweredAreOpenUntilTheirClientsLeave() throws Exception {
        try (var silent = new Origin(connection -> {
                    while (connection.request() != null) {
                        // and says nothing
                    }
                });
                var proxy = proxy(silent)) {
            proxy.config().put(tried(ME, put(route("r", "/r", "u"))));
            try (var one = new RawClient(proxy.port());
                    var other = new RawClient(proxy.port());
                    var elsewhere = new RawClient(proxy.port())) {
                one.send(RawClient.head("GET /r HTTP/1.1", "Host: test"));
                other.send(RawClient.head("GET /r HTTP/1.1", "Host: test"));
                elsewhere.send(RawClient.head("GET /other HTTP/1.1", "Host: test"));
                awaitCounts(proxy, new CanaryCounts(0, 0, 0, 2));
            }
            awaitCounts(proxy, 2, 0, 0);
        }
    }

    @Test
    void whatKeepsItFromServingTheChangeIsReported() throws Exception {
        try (var old = Origin.answering(Origin.ok("old"));
                var proxy = proxy(old)) {
            proxy.config().put(tried(ME, put(upstream("u", node(old.port() + 1)))));
            assertEquals(
                    List.of("routes/r is set aside: no", "upstreams/u is set aside: no"),
                    report(proxy, Route.key("r"), Upstream.key("u"), Route.key("other"))
                            .faults());
        }
    }

    @Test
    void whatIsSetAsideIsNeverHeldAgainstAChangeThatIsServedLater() throws Exception {
        try (var old = Origin.answering(Origin.ok("old"));
                var proxy = proxy(old)) {
            proxy.config().put(tried(ANOTHER, put(upstream("u", node(old.port() + 1)))));
            CanaryReport told = Objects.requireNonNull(proxy.canary().report(() -> {
                proxy.config().remove(PendingChange.key("9"));
                proxy.config().put(GroupConfig.tried("10", ANOTHER, null, put(upstream("u2", node(1)))));
                return Stream.of(Map.entry(Upstream.key("u"), "no"));
            }));
            assertEquals("9", told.id());
            assertEquals("10", report(proxy).id());
        }
    }
}
