package dev.logway.projector.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricsServerWireTest {
    private static final String HOST = "127.0.0.1";

    private final ProjectorMetrics metrics = new ProjectorMetrics("RUNNING", "ERROR");
    private final AtomicBoolean ready = new AtomicBoolean();
    private final MetricsServer server = MetricsServer.start(HOST, 0, metrics.registry(), ready::get);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readinessIsAStatus() throws IOException, InterruptedException {
        assertEquals(503, get("/ready").statusCode());
        ready.set(true);
        assertEquals(200, get("/ready").statusCode());
    }

    @Test
    void metricsAreText() throws IOException, InterruptedException {
        metrics.decided(Optional.empty(), 1_000);
        metrics.streams("ERROR", "RUNNING");
        var response = get("/metrics");
        assertEquals(200, response.statusCode());
        assertTrue(response.body().contains("logway_projector_commands_duplicate_total 1.0"), response.body());
        assertTrue(response.body()
                .contains("logway_projector_streams_state{logway_projector_streams_state=\"RUNNING\"} 1"));
    }

    @Test
    void metricsAreReadOnly() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri("/metrics"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertEquals(405, client.send(request, BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void aTakenPortIsNamed() {
        int port = server.port();
        var fault = assertThrows(
                UncheckedIOException.class, () -> MetricsServer.start(HOST, port, metrics.registry(), ready::get));
        assertTrue(String.valueOf(fault.getMessage()).startsWith("metrics.port: 127.0.0.1:" + port + " ("));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
        }
    }

    private URI uri(String path) {
        return URI.create("http://" + HOST + ":" + server.port() + path);
    }
}
