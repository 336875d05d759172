package dev.logway.edge;

import static dev.logway.testkit.GroupConfig.match;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.expression.Comparison;
import dev.logway.domain.expression.Expression;
import dev.logway.domain.expression.Operator;
import dev.logway.domain.expression.Scalar;
import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.edge.snapshot.Snapshot;
import dev.logway.edge.snapshot.SnapshotFile;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.settings.Settings;
import dev.logway.testkit.GroupConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.transport.Transport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edge whose Kafka is nowhere. */
class EdgeNodeWireTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path directory = Path.of("");

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private Settings settings(Map<String, String> others) {
        var properties = new HashMap<String, String>(Map.of(
                "data.dir", directory.toString(),
                "instance.id", "edge-1",
                "http.host", "127.0.0.1",
                "http.port", "0",
                "status.port", "0",
                "event.loops", "1",
                "shed.loop.lag.ms", "0",
                "drain.timeout.ms", "100",
                "kafka.bootstrap.servers", "127.0.0.1:1"));
        properties.putAll(others);
        return Settings.parse(EdgeConfig.definition(), properties);
    }

    private EdgeNode start() {
        return EdgeNode.start(vertx, settings(Map.of()));
    }

    private void keep(int originPort, Instant asOf) throws Exception {
        var config = new GroupConfig(_ -> {});
        config.put(upstream("u", node(originPort)), route("r", "/*", "u"));
        new SnapshotFile(directory.resolve("snapshot"))
                .write(new Snapshot(config.image(), GroupConfig.position(5), asOf, asOf));
    }

    @Test
    void withoutKafkaAndSnapshotItAnswersAndIsNotReady() throws Exception {
        try (var edge = start()) {
            assertFalse(edge.isReady());
            assertEquals(503, RawClient.get(edge.httpPort(), "/").status());
            assertEquals(200, RawClient.get(edge.statusPort(), "/status").status());
            var ready = RawClient.get(edge.statusPort(), "/status/ready");
            assertEquals(503, ready.status());
            assertEquals("not ready", new JsonObject(ready.body()).getString("status"));
            assertEquals(200, RawClient.get(edge.statusPort(), "/metrics").status());
            assertEquals(
                    503,
                    RawClient.get(edge.statusPort(), "/status/match?path=/").status());
            assertEquals(404, RawClient.get(edge.statusPort(), "/other").status());
            assertEquals(
                    405,
                    RawClient.ask(edge.statusPort(), RawClient.head("DELETE /status HTTP/1.1", "Host: test"))
                            .status());
        }
    }

    @Test
    void withoutKafkaItServesItsSnapshot() throws Exception {
        try (var origin = Origin.answering(Origin.ok("kept"))) {
            keep(origin.port(), Instant.now());
            try (var edge = start()) {
                assertTrue(edge.isReady());
                assertEquals("kept", RawClient.get(edge.httpPort(), "/").body());
                assertEquals(
                        200, RawClient.get(edge.statusPort(), "/status/ready").status());
                var status = new JsonObject(
                        RawClient.get(edge.statusPort(), "/status").body());
                assertEquals("ok", status.getString("status"));
                var upstream = new JsonObject(RawClient.get(edge.statusPort(), "/status/upstreams")
                                .body())
                        .getJsonArray("upstreams")
                        .getJsonObject(0);
                assertEquals("upstreams/u", upstream.getString("upstream"));
                assertEquals(1, upstream.getInteger("requests"));
                String ofUpstreams =
                        RawClient.get(edge.statusPort(), "/metrics").body();
                assertTrue(ofUpstreams.contains("logway_upstream_events_total{event=\"requests\"} 1.0"), ofUpstreams);
                assertTrue(
                        ofUpstreams.contains("logway_upstream_status{ip=\"127.0.0.1\",name=\"upstreams/u\",port="),
                        ofUpstreams);
                var node = upstream.getJsonArray("nodes").getJsonObject(0);
                assertEquals("healthy", node.getString("status"));
                assertTrue(node.containsKey("last_error"));
                assertEquals(origin.port(), node.getInteger("port"));
                assertEquals("edge-1", status.getString("id"));
                assertEquals("default", status.getString("group"));
                assertEquals(1, status.getInteger("revision"));
                assertEquals(1, status.getInteger("routes"));
                assertFalse(status.getBoolean("caught_up"));
                String metrics = RawClient.get(edge.statusPort(), "/metrics").body();
                assertTrue(metrics.contains("logway_http_status_total{code=\"2xx\",route=\"r\"} 1"), metrics);
                assertTrue(metrics.contains("logway_config_revision 1"), metrics);
                assertTrue(metrics.matches("(?s).*\nlogway_config_table_build_seconds [0-9.E-]*[1-9].*"), metrics);
                assertTrue(metrics.contains("logway_config_lag_records -1.0"), metrics);
                assertTrue(metrics.contains("logway_config_digest_mismatches_total 0.0"), metrics);
                assertTrue(metrics.contains("logway_shed_requests_total{reason=\"heap\"} 0.0"), metrics);
                assertTrue(metrics.contains("logway_websocket_connections 0.0"), metrics);
                assertTrue(metrics.contains("logway_http_latency_count{route=\"r\",type=\"upstream\"} 1"), metrics);
            }
        }
    }

    @Test
    void whatItTriesOutlivesItsProcess() throws Exception {
        try (var old = Origin.answering(Origin.ok("old"));
                var now = Origin.answering(Origin.ok("new"))) {
            var config = new GroupConfig(_ -> {});
            config.put(upstream("u", node(old.port())), route("r", "/*", "u"));
            var changed = upstream("u", node(now.port()));
            config.put(GroupConfig.tried("9", "edge-1", null, new PendingChange.Wanted(changed.key(), changed)));
            Instant asOf = Instant.now();
            new SnapshotFile(directory.resolve("snapshot"))
                    .write(new Snapshot(config.image(), GroupConfig.position(5), asOf, asOf));
            try (var edge = start()) {
                assertEquals("new", RawClient.get(edge.httpPort(), "/").body());
                var status = new JsonObject(
                        RawClient.get(edge.statusPort(), "/status").body());
                assertEquals("9", status.getString("canary"));
                assertEquals(config.image().digest().toString(), status.getString("digest"), "that of the group");
            }
        }
    }

    private static JsonObject explained(EdgeNode edge, String parameters) throws Exception {
        return new JsonObject(
                RawClient.get(edge.statusPort(), "/status/match?" + parameters).body());
    }

    @Test
    void itExplainsWhichRouteTakesARequestAndWhatItHasSetAside() throws Exception {
        var config = new GroupConfig(_ -> {});
        Expression beta = Comparison.of("http_x_beta", Operator.EQUAL, new Scalar.Text("yes"));
        Expression broken = Comparison.of("uri", Operator.MATCHES, new Scalar.Text("("));
        config.put(
                upstream("u", node(1)),
                route("beta", withVars("/a/:id", beta), "u"),
                route("broken", withVars("/a/:id", broken), "u"),
                route("all", match("/a/*", List.of("*.test"), List.of("GET"), 0), "u"));
        new SnapshotFile(directory.resolve("snapshot"))
                .write(new Snapshot(config.image(), GroupConfig.position(5), Instant.now(), Instant.now()));
        try (var edge = start()) {
            assertEquals(new JsonObject("""
                            {"revision": 1,
                             "request": {"method": "GET", "host": "x.test", "path": "/a/7", "remote_addr": "127.0.0.1"},
                             "winner": {"route": "all", "uri": "/a/*", "parameters": {":ext": "7"},
                                        "upstream": "upstreams/u"},
                             "candidates": [
                               {"route": "beta", "uri": "/a/:id", "priority": 1, "verdict": "passed over", "reason":
                                "vars: [\\"http_x_beta\\", \\"==\\", \\"yes\\"] does not hold; http_x_beta is absent"},
                               {"route": "all", "uri": "/a/*", "priority": 0, "verdict": "taken"}],
                             "omitted": 0}"""), explained(edge, "host=X.test:80&path=/b/../a/%2537"));
            var beta7 = explained(edge, "method=POST&path=/a/7%3Fx&header=X-Beta:+yes&remote_addr=::1");
            assertEquals("beta", beta7.getJsonObject("winner").getString("route"));
            assertEquals(
                    "7",
                    beta7.getJsonObject("winner").getJsonObject("parameters").getString("id"));
            assertNull(explained(edge, "path=/b").getJsonObject("winner"));
            assertTrue(explained(edge, "path=/a/1")
                    .getJsonArray("candidates")
                    .encode()
                    .contains("no host is not in"));
            for (String wrong : List.of(
                    "",
                    "path=a",
                    "path=/&path=/",
                    "path=/&hots=x",
                    "path=/&remote_addr=x",
                    "path=/&header=x",
                    "path=/&host=a/b")) {
                var refusal = RawClient.get(edge.statusPort(), "/status/match?" + wrong);
                assertEquals(400, refusal.status(), wrong);
                assertTrue(refusal.body().contains("400 Bad Request: "), refusal.body());
            }
            var errors =
                    new JsonObject(RawClient.get(edge.statusPort(), "/status").body()).getJsonArray("errors");
            assertTrue(
                    errors.encode().contains("routes/broken is set aside: vars: ( is no regular expression"),
                    errors::encode);
        }
    }

    private static RouteMatch withVars(String path, Expression vars) {
        return new RouteMatch(List.of(PathPattern.parse(path)), List.of(), List.of(), List.of(), vars, 1);
    }

    @Test
    void anOldSnapshotIsNotServed() throws Exception {
        keep(1, Instant.now().minusSeconds(5 * 24 * 3_600));
        try (var edge = start()) {
            assertFalse(edge.isReady());
        }
    }

    @Test
    void aSnapshotOfAnotherGroupIsNotServed() throws Exception {
        keep(1, Instant.now());
        try (var edge = EdgeNode.start(vertx, settings(Map.of("group", "other")))) {
            assertFalse(edge.isReady());
        }
    }

    @Test
    void aTakenPortIsNamedAndNothingIsLeftBehind() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            var http = assertThrows(
                    EdgeStartException.class, () -> EdgeNode.start(vertx, settings(Map.of("http.port", port))));
            assertEquals(
                    "http.port " + port + " cannot be listened on (Address already in use); end what uses it, or choose"
                            + " another",
                    http.getMessage());
            var status = assertThrows(
                    EdgeStartException.class, () -> EdgeNode.start(vertx, settings(Map.of("status.port", port))));
            assertTrue(String.valueOf(status.getMessage()).startsWith("status.port " + port), status.getMessage());
        }
        start().close();
    }

    @Test
    void aDirectoryInUseIsNamed() {
        try (var edge = start()) {
            var refusal = assertThrows(EdgeStartException.class, this::start);
            assertEquals(
                    "data.dir " + directory + " is in use by another edge; end it, or choose another directory",
                    refusal.getMessage());
            assertFalse(edge.isReady());
        }
        start().close();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        var refusal = assertThrows(
                EdgeStartException.class,
                () -> EdgeNode.start(
                        vertx, settings(Map.of("data.dir", file.resolve("sub").toString()))));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("data.dir " + file), refusal.getMessage());
    }

    @Test
    void anIdIsMadeOnceAndKept() throws Exception {
        String first;
        try (var edge = EdgeNode.start(vertx, settings(Map.of("instance.id", "")))) {
            first = new JsonObject(RawClient.get(edge.statusPort(), "/status").body()).getString("id");
            assertTrue(first.startsWith("edge-"), first);
        }
        try (var edge = EdgeNode.start(vertx, settings(Map.of("instance.id", "")))) {
            assertEquals(
                    first,
                    new JsonObject(RawClient.get(edge.statusPort(), "/status").body()).getString("id"));
        }
    }

    @Test
    void theTransportIsChosen() throws Exception {
        for (String transport : new String[] {"auto", "nio"}) {
            var chosen = EdgeNode.vertx(settings(Map.of("transport", transport)));
            try {
                assertTrue(
                        chosen.isNativeTransportEnabled() || transport.equals("nio") || !Transport.EPOLL.available());
                try (var edge = EdgeNode.start(chosen, settings(Map.of()))) {
                    assertEquals(503, RawClient.get(edge.httpPort(), "/").status());
                }
            } finally {
                chosen.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
            }
        }
    }
}
