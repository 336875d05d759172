package dev.logway.standalone;

import dev.logway.standalone.up.UpOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** What is asked of the API and of the gateway while the JVM records: each kind of call, and a load of the usual ones. */
final class RehearsalTraffic {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String GROUP = "/v1/groups/default";
    private static final int CLIENTS = 16;
    private static final int COMMANDS = 4_000;
    private static final int REQUESTS = 20_000;
    private static final int ROUTES = 500;

    private final HttpClient client;
    private final UpOptions.Ports ports;
    private final String adminKey;

    private RehearsalTraffic(HttpClient client, UpOptions.Ports ports, String adminKey) {
        this.client = client;
        this.ports = ports;
        this.adminKey = adminKey;
    }

    /** @throws IllegalStateException if an answer is not as it is in every later life */
    static void send(UpOptions.Ports ports, String adminKey) throws InterruptedException {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var traffic = new RehearsalTraffic(client, ports, adminKey);
            traffic.eachCall();
            concurrently(COMMANDS, traffic::putRoute);
            concurrently(REQUESTS, _ -> traffic.proxied());
        }
    }

    private void eachCall() {
        String route = GROUP + "/routes/rehearsal";
        admin("PUT", route + "?wait=applied", "{\"uri\": \"/rehearsal/*\", \"upstream_id\": \"echo\"}", 201);
        admin("PATCH", route, "{\"desc\": \"a rehearsal\"}", 200);
        admin("PUT", route + "?dry_run=true", "{\"uri\": \"/x\", \"upstream_id\": \"echo\"}", 200);
        admin("PUT", route, "{\"uri\": 1}", 422);
        admin(
                "POST",
                GROUP + "/changesets",
                "{\"changes\": [{\"op\": \"delete\", \"kind\": \"routes\"," + " \"id\": \"rehearsal\"}]}",
                200);
        admin("GET", GROUP, "", 200);
        admin("GET", GROUP + "/routes?limit=1", "", 200);
        admin("GET", GROUP + "/events", "", 200);
        admin("GET", GROUP + "/instances", "", 200);
        admin("GET", "/v1/openapi.json", "", 200);
        admin("GET", "/metrics", "", 200);
    }

    private void putRoute(int number) {
        int id = number % ROUTES;
        String document = "{\"uri\": \"/rehearsal/%d/*\", \"upstream_id\": \"echo\"}".formatted(number);
        admin("PUT", GROUP + "/routes/r" + id, document, number < ROUTES ? 201 : 200);
    }

    private void proxied() {
        expect(HttpRequest.newBuilder(uri(ports.edge(), "/echo/rehearsal")), 200);
    }

    private void admin(String method, String path, String body, int status) {
        var request = HttpRequest.newBuilder(uri(ports.admin(), path))
                .header("X-API-KEY", adminKey)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        expect(request, status);
    }

    private void expect(HttpRequest.Builder builder, int status) {
        HttpRequest request = builder.timeout(LIMIT).build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != status) {
                throw new IllegalStateException(request.method() + " " + request.uri() + ": " + answer.statusCode()
                        + " (expected: " + status + ") " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The first thing that goes wrong ends it. */
    private static void concurrently(int count, IntConsumer call) throws InterruptedException {
        var failures = new ConcurrentLinkedQueue<RuntimeException>();
        var next = new AtomicInteger();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> {
                    try {
                        for (int n = next.getAndIncrement();
                                n < count && failures.isEmpty();
                                n = next.getAndIncrement()) {
                            call.accept(n);
                        }
                    } catch (RuntimeException e) {
                        failures.add(e);
                    }
                });
            }
        }
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }
}
