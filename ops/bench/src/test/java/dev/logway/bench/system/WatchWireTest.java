package dev.logway.bench.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WatchWireTest {
    private static final Duration INTERVAL = Duration.ofMillis(1);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void missesAndTheFirst200AreSeen() {
        Watch.Sighting seen = watch(Duration.ofSeconds(10), List.of(404, 404, 404, 200));
        assertTrue(seen.isServed());
        assertEquals(3, seen.misses());
        assertEquals(Map.of(), seen.unexpected());
    }

    @Test
    void otherAnswersAreUnexpected() {
        Watch.Sighting seen = watch(Duration.ofSeconds(10), List.of(404, 503, 502, 503, 200));
        assertEquals(Map.of(502, 1L, 503, 2L), seen.unexpected());
    }

    @Test
    void a404BehindA200IsUnexpected() {
        Watch.Sighting seen = watch(Duration.ofSeconds(10), List.of(404, 200, 200, 404, 200));
        assertEquals(Map.of(404, 1L), seen.unexpected());
        assertEquals(1, seen.misses());
    }

    @Test
    void aPathThatNeverComesIsGivenUp() {
        Watch.Sighting seen = watch(Duration.ofMillis(50), List.of(404));
        assertFalse(seen.isServed());
        assertEquals(asked.get(), seen.misses());
    }

    /** Asks a server that answers with {@code statuses} in turn and goes on with the last. */
    private Watch.Sighting watch(Duration limit, List<Integer> statuses) {
        int port = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(statuses.get(Math.min(asked.getAndIncrement(), statuses.size() - 1)))
                        .end("{}"))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        var firstAnswer = new CountDownLatch(1);
        try (var watch = Watch.open(port, INTERVAL, limit)) {
            Watch.Sighting seen = watch.until200("/new", firstAnswer);
            assertEquals(0, firstAnswer.getCount());
            return seen;
        }
    }
}
