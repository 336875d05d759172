package dev.logway.projector.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** The HTTP server of {@code /metrics}, for Prometheus, and {@code /ready}: 200 or 503. */
public final class MetricsServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;

    private MetricsServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 picks a free one
     * @throws UncheckedIOException if the port is taken
     */
    public static MetricsServer start(String host, int port, PrometheusRegistry registry, BooleanSupplier ready) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("metrics.port: " + host + ":" + port + " (" + e.getMessage() + ")", e);
        }
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        var formats = ExpositionFormats.init();
        server.createContext("/metrics", exchange -> metrics(exchange, registry, formats));
        server.createContext("/ready", exchange -> {
            boolean isReady = ready.getAsBoolean();
            text(exchange, isReady ? OK : UNAVAILABLE, isReady ? "ready\n" : "not ready\n");
        });
        server.start();
        return new MetricsServer(server, threads);
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void metrics(HttpExchange exchange, PrometheusRegistry registry, ExpositionFormats formats)
            throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            text(exchange, METHOD_NOT_ALLOWED, "GET only\n");
            return;
        }
        try (exchange) {
            var writer = formats.findWriter(exchange.getRequestHeaders().getFirst("Accept"));
            exchange.getResponseHeaders().set("Content-Type", writer.getContentType());
            exchange.sendResponseHeaders(OK, 0);
            writer.write(exchange.getResponseBody(), registry.scrape());
        }
    }

    private static void text(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", TEXT);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
