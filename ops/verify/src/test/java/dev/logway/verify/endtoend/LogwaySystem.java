package dev.logway.verify.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.api.ApiConfig;
import dev.logway.api.CommandApi;
import dev.logway.edge.EdgeConfig;
import dev.logway.edge.EdgeNode;
import dev.logway.projector.Projector;
import dev.logway.projector.ProjectorConfig;
import dev.logway.settings.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Projector, command API and edges in this process, on a broker that somebody else runs. */
final class LogwaySystem implements AutoCloseable {
    static final String GROUP = "default";
    static final String KEY = "lw_test-key";
    private static final String OTHER_KEY = "lw_the-key-of-somebody-else-in-these-tests";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String bootstrap;
    private final Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<EdgeNode> edges = new ArrayList<>();
    private @Nullable Projector projector;
    private @Nullable CommandApi api;

    private LogwaySystem(String bootstrap, Path directory) {
        this.bootstrap = bootstrap;
        this.directory = directory;
    }

    /** Starts all parts and makes the group {@value #GROUP}, with two edges in it. */
    static LogwaySystem start(String bootstrap, Path directory) throws IOException {
        var system = new LogwaySystem(bootstrap, directory);
        system.startProjector();
        system.startApi();
        until("the command API is ready", system.theApi()::isReady);
        Answer made = system.api("PUT", "/v1/groups/" + GROUP, "{}");
        if (made.status() / 100 != 2) {
            throw new IllegalStateException("the group was not made: " + made);
        }
        system.startEdge("edge-1");
        system.startEdge("edge-2");
        system.edges.forEach(edge -> until("an edge is ready", edge::isReady));
        return system;
    }

    static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("within " + LIMIT.toSeconds() + " s it did not come true that " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }

    String bootstrap() {
        return bootstrap;
    }

    void startProjector() {
        projector = part(Projector.start(Settings.parse(
                ProjectorConfig.definition(),
                Map.of(
                        "kafka.bootstrap.servers",
                        bootstrap,
                        "state.dir",
                        directory.resolve("projector").toString(),
                        "replication",
                        "1",
                        "standby.replicas",
                        "0",
                        "checkpoint.revisions",
                        "7"))));
        until("the projector is ready", projector::isReady);
    }

    void stopProjector() {
        close(projector);
        projector = null;
    }

    private void startApi() throws IOException {
        Path keys = directory.resolve("admin-keys");
        Files.writeString(keys, "admin:" + sha256(KEY) + "\nother:" + sha256(OTHER_KEY) + "\n", UTF_8);
        api = part(CommandApi.start(
                vertx,
                Settings.parse(
                        ApiConfig.definition(),
                        Map.of(
                                "kafka.bootstrap.servers", bootstrap,
                                "http.port", "0",
                                "admin.keys.file", keys.toString(),
                                "outcome.timeout.ms", "5000",
                                "replication", "1"))));
    }

    EdgeNode startEdge(String id) {
        EdgeNode edge = part(EdgeNode.start(
                vertx,
                Settings.parse(
                        EdgeConfig.definition(),
                        Map.of(
                                "kafka.bootstrap.servers",
                                bootstrap,
                                "group",
                                GROUP,
                                "instance.id",
                                id,
                                "data.dir",
                                directory.resolve(id).toString(),
                                "http.host",
                                "127.0.0.1",
                                "http.port",
                                "0",
                                "status.port",
                                "0",
                                "event.loops",
                                "1",
                                "shed.loop.lag.ms", // a build machine may lag, which is not what is tested
                                "0"))));
        edges.add(edge);
        return edge;
    }

    void stopEdge(EdgeNode edge) {
        edges.remove(edge);
        close(edge);
    }

    List<EdgeNode> edges() {
        return List.copyOf(edges);
    }

    /** Calls the command API with the admin key; {@code headers} are names and values in turn. */
    Answer api(String method, String path, @Nullable String body, String... headers) {
        return send(method, theApi().port(), path, body, with(headers, "X-API-KEY", KEY));
    }

    /** Calls the command API with the key of somebody else. */
    Answer apiAsOther(String method, String path) {
        return send(method, theApi().port(), path, null, "X-API-KEY", OTHER_KEY);
    }

    /** Calls the command API with exactly these headers. */
    Answer apiWithout(String method, String path, @Nullable String body, String... headers) {
        return send(method, theApi().port(), path, body, headers);
    }

    /** Sends a request through the edge number {@code index}. */
    Answer traffic(int index, String path, String... headers) {
        return send("GET", edges.get(index).httpPort(), path, null, headers);
    }

    /** Asks the status port of the edge number {@code index}. */
    Answer status(int index, String path) {
        return send("GET", edges.get(index).statusPort(), path, null);
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            close(parts.peekFirst());
        }
        vertx.close().await();
        client.close();
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.addFirst(part);
        return part;
    }

    private void close(@Nullable AutoCloseable part) {
        if (part == null) {
            return;
        }
        parts.remove(part);
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private CommandApi theApi() {
        return java.util.Objects.requireNonNull(api);
    }

    private Answer send(String method, int port, String path, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String[] with(String[] headers, String... more) {
        var all = new ArrayList<>(List.of(headers));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
