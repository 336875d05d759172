package dev.logway.edge.status;

import dev.logway.edge.serving.Served;
import dev.logway.edge.upstream.UpstreamState;
import dev.logway.routing.MatchProbe;
import dev.logway.routing.MatchReport;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The status port: {@code /status} always answers, {@code /status/ready} says 200 only once a configuration is served,
 * {@code /status/match} explains which route takes a request, {@code /status/upstreams} says how each node is doing,
 * {@code /metrics} is Prometheus's text format.
 */
public final class StatusServer {
    private static final String JSON = "application/json";

    private final Vertx vertx;
    private final Supplier<EdgeStatus> status;
    private final Supplier<? extends @Nullable Served<?, ?>> served;
    private final Supplier<List<UpstreamState>> upstreams;
    private final PrometheusRegistry registry;

    private volatile @Nullable HttpServer server;

    /**
     * @param served the configuration that is served now, or null
     * @param registry of what {@code /metrics} shows
     */
    public StatusServer(
            Vertx vertx,
            Supplier<EdgeStatus> status,
            Supplier<? extends @Nullable Served<?, ?>> served,
            Supplier<List<UpstreamState>> upstreams,
            PrometheusRegistry registry) {
        this.vertx = vertx;
        this.status = status;
        this.served = served;
        this.upstreams = upstreams;
        this.registry = registry;
    }

    /** Listens; fails if the port is taken. */
    public Future<Void> listen(String host, int port) {
        return vertx.createHttpServer(new HttpServerOptions().setHost(host).setPort(port))
                .requestHandler(this::answer)
                .listen()
                .map(listening -> {
                    server = listening;
                    return null;
                });
    }

    /** The port it listens on. */
    public int port() {
        return Objects.requireNonNull(server).actualPort();
    }

    public Future<Void> close() {
        HttpServer listening = server;
        return listening == null ? Future.succeededFuture() : listening.close();
    }

    private void answer(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            request.response().putHeader("Allow", "GET, HEAD");
            json(request, 405, new JsonObject().put("error_msg", "405 Method Not Allowed"));
            return;
        }
        switch (String.valueOf(request.path())) {
            case "/status" -> json(request, 200, document(status.get()));
            case "/status/ready" -> ready(request, status.get());
            case "/status/match" -> match(request);
            case "/status/upstreams" -> json(request, 200, UpstreamsDocument.of(upstreams.get()));
            case "/metrics" -> metrics(request);
            default ->
                json(
                        request,
                        404,
                        new JsonObject()
                                .put(
                                        "error_msg",
                                        "404 Not Found (known: /status, /status/ready, /status/match,"
                                                + " /status/upstreams, /metrics)"));
        }
    }

    private static void ready(HttpServerRequest request, EdgeStatus now) {
        if (now.isReady()) {
            json(request, 200, new JsonObject().put("status", "ok").put("revision", now.revision()));
        } else {
            json(
                    request,
                    503,
                    new JsonObject()
                            .put("status", "not ready")
                            .put("reason", "no configuration was read yet")
                            .put("errors", new JsonArray(now.errors())));
        }
    }

    /** Off the event loop, because a path may have many routes. */
    private void match(HttpServerRequest request) {
        Served<?, ?> now = served.get();
        if (now == null) {
            ready(request, status.get());
            return;
        }
        MatchProbe probe;
        try {
            probe = MatchProbe.of(parameters(request.params(true)));
        } catch (IllegalArgumentException e) {
            json(request, 400, new JsonObject().put("error_msg", "400 Bad Request: " + e.getMessage()));
            return;
        }
        vertx.executeBlocking(() -> new JsonObject(MatchReport.of(now.table(), probe)))
                .onSuccess(report -> json(request, 200, report))
                .onFailure(failure ->
                        json(request, 500, new JsonObject().put("error_msg", "500 Internal Server Error: " + failure)));
    }

    private static Map<String, List<String>> parameters(MultiMap values) {
        return values.names().stream().collect(Collectors.toMap(Function.identity(), values::getAll));
    }

    private static JsonObject document(EdgeStatus now) {
        return new JsonObject()
                .put("status", now.isReady() ? "ok" : "starting")
                .put("id", now.instance().id())
                .put("group", now.instance().group())
                .put("version", now.version())
                .put("revision", now.revision())
                .put("digest", now.digest().toString())
                .put("canary", now.canary())
                .put(
                        "serving_since",
                        now.servingSince() == null ? null : now.servingSince().toString())
                .put("connected", now.connected())
                .put("caught_up", now.caughtUp())
                .put("routes", now.routes())
                .put("errors", new JsonArray(now.errors()))
                .put("uptime_ms", now.uptime().toMillis());
    }

    private void metrics(HttpServerRequest request) {
        var text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        request.response()
                .putHeader("Content-Type", PrometheusTextFormatWriter.CONTENT_TYPE)
                .end(Buffer.buffer(text.toByteArray()));
    }

    private static void json(HttpServerRequest request, int code, JsonObject document) {
        request.response().setStatusCode(code).putHeader("Content-Type", JSON).end(document.encodePrettily() + "\n");
    }
}
