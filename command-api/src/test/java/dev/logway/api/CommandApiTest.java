package dev.logway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.settings.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandApiTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        var _ = vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** Settings with a broker that is not there, and clients that give up soon. */
    private static Settings settings(Map<String, String> more) throws IOException {
        var settings = new HashMap<String, String>();
        settings.put("http.port", "0");
        settings.put("kafka.bootstrap.servers", "127.0.0.1:" + freePort());
        settings.put("kafka.default.api.timeout.ms", "300");
        settings.put("kafka.request.timeout.ms", "300");
        settings.putAll(more);
        return Settings.parse(ApiConfig.definition(), settings);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void withoutALogItListensAndSaysThatItIsNotReady() throws IOException, InterruptedException {
        try (var api = CommandApi.start(vertx, settings(Map.of()));
                var client = HttpClient.newHttpClient()) {
            assertFalse(api.isReady());
            var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/v1/ready"))
                    .build();
            var reply = client.send(ready, BodyHandlers.ofString());
            assertEquals(503, reply.statusCode());
            assertTrue(reply.body().contains("not-ready"), reply.body());
            assertTrue(reply.body().contains("recent outcomes"), reply.body());
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = settings(Map.of("http.port", String.valueOf(taken.getLocalPort())));
            var refused = assertThrows(ApiStartException.class, () -> CommandApi.start(vertx, settings));
            assertEquals(
                    "http.port: 127.0.0.1:" + taken.getLocalPort()
                            + " is taken; stop what listens there, or set another port",
                    refused.getMessage());
        }
    }

    @Test
    void anOpenAddressIsRefused() throws IOException {
        var settings = settings(Map.of("http.host", "0.0.0.0"));
        assertThrows(ConfigException.class, () -> CommandApi.start(vertx, settings));
    }

    @Test
    void settingsThatCannotBeAreNamed() throws IOException {
        assertMessage("kafka.bootstrap.servers", Map.of("http.port", "0"));
        assertMessage("topic.prefix", Map.of("kafka.bootstrap.servers", "a:1", "topic.prefix", "A B"));
        assertMessage("admin.keys.file", Map.of("kafka.bootstrap.servers", "a:1", "admin.keys.file", "/no/such/file"));
    }

    private void assertMessage(String part, Map<String, String> given) {
        Settings settings = Settings.parse(ApiConfig.definition(), given);
        var refused = assertThrows(ConfigException.class, () -> CommandApi.start(vertx, settings));
        assertTrue(String.valueOf(refused.getMessage()).startsWith(part), refused.getMessage());
    }

    @Test
    void everySettingSaysWhatItMeans() {
        ApiConfig.definition().configKeys().forEach((name, key) -> {
            assertTrue(key.documentation.length() > 20 && key.documentation.endsWith("."), name);
            assertTrue(key.hasDefault(), name);
        });
    }
}
