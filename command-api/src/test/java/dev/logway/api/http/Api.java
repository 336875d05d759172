package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.Json;
import dev.logway.api.key.ApiKeys;
import dev.logway.api.key.NewKey;
import dev.logway.api.metrics.ApiMetrics;
import dev.logway.api.state.Fleet;
import dev.logway.api.state.Images;
import dev.logway.api.state.Outcomes;
import dev.logway.secret.Keyset;
import dev.logway.secret.SecretCipher;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An API on a loopback port over a {@link DecidedLog}, and a client of it. */
final class Api implements AutoCloseable {
    static final Duration OUTCOME_TIMEOUT = Duration.ofMillis(300);
    static final NewKey KEY = NewKey.create("tester", new SecureRandom());

    /** Of somebody else. */
    static final NewKey OTHER_KEY = NewKey.create("other", new SecureRandom());

    static final SecretCipher CIPHER = Keyset.parse(Keyset.generate());

    final Outcomes outcomes;
    final Images images = new Images();
    final Fleet fleet = new Fleet();
    final DecidedLog log;
    final KeptSamples samples = new KeptSamples();
    volatile List<String> missing = List.of();

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ApiServer server;

    Api() {
        this(10_000, Outcomes.RECENT_CHANGES);
    }

    Api(int outstanding, long recentChanges) {
        outcomes = new Outcomes(recentChanges);
        log = new DecidedLog(outcomes, images);
        var plane = new ControlPlane(log, log, log, log, samples, outcomes, images, fleet, () -> missing, CIPHER);
        server = settled(ApiServer.start(
                        vertx,
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0),
                        ApiKeys.parse(List.of(KEY.line(), OTHER_KEY.line()), "test"),
                        plane,
                        new ApiLimits(OUTCOME_TIMEOUT, outstanding),
                        new ApiMetrics())
                .toCompletionStage()
                .toCompletableFuture());
    }

    int port() {
        return server.port();
    }

    Reply get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Reply put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    Reply delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /** Sends a request with the key; single quotes in the body stand for double ones. */
    Reply send(String method, String path, @Nullable String body, String... headers) {
        return settled(sendAsync(method, path, body, headers));
    }

    CompletableFuture<Reply> sendAsync(String method, String path, @Nullable String body, String... headers) {
        return sendAsync(KEY, method, path, body, headers);
    }

    /** As {@link #send}, with the key of somebody else. */
    Reply sendAsOther(String method, String path, @Nullable String body, String... headers) {
        return settled(sendAsync(OTHER_KEY, method, path, body, headers));
    }

    private CompletableFuture<Reply> sendAsync(
            NewKey key, String method, String path, @Nullable String body, String... headers) {
        var request = request(method, path, body).header("X-API-KEY", key.secret());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(Reply::new);
    }

    /** Sends a request without a key. */
    Reply anonymously(String method, String path, String... headers) {
        var request = request(method, path, null);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Reply(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder request(String method, String path, @Nullable String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        if (body == null) {
            return request.method(method, BodyPublishers.noBody());
        }
        return request.method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
    }

    /** A group with an upstream {@code u1} and a route {@code r1} to it: three revisions. */
    Api withRoute() {
        put("/v1/groups/default", "{}").is(201);
        put("/v1/groups/default/upstreams/u1", "{'nodes':{'127.0.0.1:8080':1}}").is(201);
        put("/v1/groups/default/routes/r1", "{'uri':'/a','upstream_id':'u1'}").is(201);
        return this;
    }

    @Override
    public void close() {
        settled(server.close().toCompletionStage().toCompletableFuture());
        settled(vertx.close().toCompletionStage().toCompletableFuture());
        client.close();
    }

    static <T> T settled(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** An answer. */
    record Reply(HttpResponse<byte[]> response) {

        int status() {
            return response.statusCode();
        }

        /** This reply, if it has this status. */
        Reply is(int status) {
            if (status() != status) {
                throw new AssertionError("status " + status() + " (expected: " + status + "): " + text());
            }
            return this;
        }

        /** This reply, if it is a problem of this status and code. */
        Reply isProblem(int status, String code) {
            is(status);
            if (!header("Content-Type").equals("application/problem+json")
                    || !json().path("code").asText().equals(code)
                    || json().path("status").asInt() != status
                    || !json().path("type").asText().equals("urn:logway:problem:" + code)
                    || json().path("title").asText().isEmpty()
                    || json().path("detail").asText().isEmpty()) {
                throw new AssertionError("no problem " + code + ": " + header("Content-Type") + " " + text());
            }
            return this;
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return Json.parse(response.body());
        }

        /** The text at a pointer. */
        String at(String pointer) {
            return json().at(pointer).asText();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }
    }
}
