package dev.logway.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.bench.http.Request;
import dev.logway.bench.process.BenchException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoadEngineWireTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Vertx vertx = Vertx.vertx();
    private final LoadEngine engine = new LoadEngine();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        engine.close();
        vertx.close().await();
    }

    @Test
    void everyRequestIsAnsweredAndCountedOnce() {
        int port = serve(request -> request.response().end("hello"));
        LoadResult result = engine.run(plan(port, new Pace.Unbounded()));
        assertTrue(result.successes() > 0);
        assertEquals(asked.get(), result.answers());
        assertEquals(result.answers(), result.latency().count());
        assertEquals(0, result.failures());
        assertEquals("", result.failuresInWords());
    }

    @Test
    void everyDueRequestIsCountedAtAFixedPace() {
        int port = serve(request -> request.response().end("hello"));
        LoadResult result = engine.run(plan(port, new Pace.Fixed(500)));
        assertEquals(100, result.latency().count());
        assertEquals(0, result.failures());
    }

    @Test
    void requestsThatFindNoFreeConnectionHaveWaited() {
        int port = serve(request -> vertx.setTimer(100, _ -> request.response().end("late")));
        LoadResult result = engine.run(plan(port, new Pace.Fixed(500)));
        assertEquals(100, result.latency().count());
        assertTrue(result.answers() < 100);
    }

    @Test
    void otherStatusesAreFailures() {
        int port = serve(request -> request.response()
                .setStatusCode(asked.get() % 2 == 0 ? 200 : 503)
                .end());
        LoadResult result = engine.run(plan(port, new Pace.Unbounded()));
        assertEquals(result.statuses().get(503), result.failures());
        assertEquals(result.failures() + " × 503", result.failuresInWords());
    }

    @Test
    void closedConnectionsAreReplacedAndTheirRequestsBroken() {
        int port = serve(request -> {
            if (asked.get() % 10 == 0) {
                request.connection().close();
            } else {
                request.response().end("hello");
            }
        });
        LoadResult result = engine.run(plan(port, new Pace.Unbounded()));
        assertTrue(result.broken() > 1, result.failuresInWords());
        assertTrue(result.successes() > 20);
    }

    @Test
    void aPortThatNobodyListensOnIsRefused() {
        int port = serve(request -> request.response().end());
        vertx.close().await();
        assertThrows(BenchException.class, () -> engine.run(plan(port, new Pace.Unbounded())));
    }

    private static LoadPlan plan(int port, Pace pace) {
        byte[] request = Request.get("/");
        return new LoadPlan(port, 2, () -> request, pace, SHORT);
    }

    private int serve(Handler<HttpServerRequest> handler) {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    handler.handle(request);
                })
                .listen(0, "127.0.0.1")
                .await();
        return server.actualPort();
    }
}
