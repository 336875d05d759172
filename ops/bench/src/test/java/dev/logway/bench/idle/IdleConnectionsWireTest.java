package dev.logway.bench.idle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.logway.bench.http.Request;
import dev.logway.bench.process.BenchException;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IdleConnectionsWireTest {
    private static final byte[] REQUEST = Request.get("/");

    private final Vertx vertx = Vertx.vertx();
    private final IdleConnections connections = new IdleConnections();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        connections.close();
        vertx.close().await();
    }

    @Test
    void eachIsAskedWhenItIsOpenedAndStaysOpen() {
        connections.open(serve(Integer.MAX_VALUE), 20, REQUEST);
        assertEquals(20, asked.get());
        assertEquals(20, connections.answering(REQUEST));
        assertEquals(40, asked.get());
    }

    @Test
    void oneThatWasClosedIsNotCounted() {
        connections.open(serve(20), 20, REQUEST);
        assertEquals(0, connections.answering(REQUEST));
    }

    @Test
    void oneThatIsRefusedIsNamed() {
        int port = serve(3);
        var refused = assertThrows(BenchException.class, () -> connections.open(port, 20, REQUEST));
        assertEquals("connection 4: answered 503", refused.getMessage());
    }

    /** Answers the first {@code good} requests with 200, and the others with 503. */
    private int serve(int good) {
        return vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(asked.incrementAndGet() <= good ? 200 : 503)
                        .end())
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }
}
