package dev.logway.verify.fault;

import dev.logway.verify.fault.load.Acknowledged;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Clients that put routes without pause, and remember every command that was acknowledged. */
final class CommandLoad implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicInteger number = new AtomicInteger();
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final ExecutorService clients;
    private final LogwayProcess logway;
    private final String key;

    CommandLoad(LogwayProcess logway, int clientCount) {
        this.logway = logway;
        this.key = logway.adminKey();
        this.clients = Executors.newFixedThreadPool(clientCount);
        for (int i = 0; i < clientCount; i++) {
            clients.execute(this::putWithoutPause);
        }
    }

    /** All commands that were answered with success so far. */
    Queue<Acknowledged> acknowledged() {
        return acknowledged;
    }

    @Override
    public void close() {
        running.set(false);
        clients.shutdown();
        try {
            if (!clients.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the clients did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.shutdownNow();
    }

    private void putWithoutPause() {
        while (running.get()) {
            try {
                put(number.incrementAndGet());
            } catch (IOException e) {
                LockSupport.parkNanos(20_000_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void put(int n) throws IOException, InterruptedException {
        String path = "/v1/groups/default/routes/r" + n % 500;
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + logway.adminPort() + path))
                .timeout(Duration.ofSeconds(10))
                .header("X-API-KEY", key)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        "{\"uri\": \"/r" + n % 500 + "/" + n + "\", \"upstream_id\": \"echo\"}"))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 == 2) {
            response.headers()
                    .firstValue("Logway-Command-Id")
                    .ifPresent(id -> acknowledged.add(
                            new Acknowledged(id, response.headers().firstValueAsLong("Logway-Revision"))));
        }
    }
}
