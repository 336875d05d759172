package dev.logway.edge;

import static dev.logway.testkit.GroupConfig.certificate;
import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.route;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.edge.snapshot.Snapshot;
import dev.logway.edge.snapshot.SnapshotFile;
import dev.logway.edge.support.Origin;
import dev.logway.edge.support.RawClient;
import dev.logway.edge.support.TlsClient;
import dev.logway.secret.Keyset;
import dev.logway.settings.Settings;
import dev.logway.testkit.Certificates;
import dev.logway.testkit.GroupConfig;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of HTTPS, on an edge that serves its snapshot. */
class EdgeNodeTlsWireTest {
    private final Vertx vertx = Vertx.vertx();
    private final String keyset = Keyset.generate();

    @TempDir
    Path directory = Path.of("");

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void certificatesOfTheSnapshotAreShownWithTheKeysOfTheKeyset() throws Exception {
        Path file = Files.writeString(directory.resolve("keyset"), Keyset.rotate(keyset));
        try (var origin = Origin.answering(Origin.ok("kept"))) {
            keep(origin.port());
            try (var edge = start(Map.of("https.port", "0", "secrets.keyset.file", file.toString()));
                    var client = new RawClient(new TlsClient().name("foo.com").connect(edge.httpsPort()))) {
                assertEquals(
                        "kept",
                        client.send("GET / HTTP/1.1\r\nHost: foo.com\r\n\r\n")
                                .answer()
                                .body());
            }
        }
    }

    @Test
    void withoutKeysetACertificateIsSetAsideAndSaidToBe() throws Exception {
        try (var origin = Origin.answering(Origin.ok("kept"))) {
            keep(origin.port());
            try (var edge = start(Map.of("https.port", "0"))) {
                assertThrows(
                        IOException.class, () -> new TlsClient().name("foo.com").connect(edge.httpsPort()));
                assertEquals("kept", RawClient.get(edge.httpPort(), "/").body());
                String status = RawClient.get(edge.statusPort(), "/status").body();
                assertTrue(status.contains("certificates/c1 is set aside: this process has no keyset"), status);
            }
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            var refusal = assertThrows(EdgeStartException.class, () -> start(Map.of("https.port", port)));
            assertTrue(
                    String.valueOf(refusal.getMessage()).startsWith("https.port " + port + " cannot be listened on"),
                    refusal.getMessage());
        }
        start(Map.of()).close();
    }

    private void keep(int originPort) throws Exception {
        var config = new GroupConfig(_ -> {});
        config.put(
                upstream("u", node(originPort)),
                route("r", "/*", "u"),
                certificate(
                        "c1", Certificates.selfSigned(Algorithm.rsa2048, "foo.com"), Keyset.parse(keyset), "foo.com"));
        Instant now = Instant.now();
        new SnapshotFile(directory.resolve("snapshot"))
                .write(new Snapshot(config.image(), GroupConfig.position(5), now, now));
    }

    private EdgeNode start(Map<String, String> others) {
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
        return EdgeNode.start(vertx, Settings.parse(EdgeConfig.definition(), properties));
    }
}
