package dev.logway.bench.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpreadWireTest {
    private static final List<Ask> ASKS =
            List.of(new Ask("GET", "/a", "one.example.com"), new Ask("POST", "/b", "two.example.com"));

    private final Vertx vertx = Vertx.vertx();
    private final LoadEngine engine = new LoadEngine();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path scratch = Path.of("");

    @AfterEach
    void close() {
        engine.close();
        vertx.close().await();
    }

    @Test
    void everyRequestIsSentAsItIs() {
        Rate rate = new Spread(engine, scratch).run(serve(), ASKS, 2, Duration.ofSeconds(1));
        assertTrue(rate.requests() > 0);
        assertEquals(0, rate.failures());
        assertEquals(Set.of("GET /a one.example.com", "POST /b two.example.com"), asked);
    }

    @Test
    void theOwnGeneratorSendsThemInTurn() {
        var asks = new Asks(ASKS);
        byte[] first = asks.next();
        assertEquals(
                "POST /b HTTP/1.1\r\nHost: two.example.com\r\nContent-Length: 0\r\n\r\n",
                new String(asks.next(), StandardCharsets.US_ASCII));
        assertArrayEquals(first, asks.next());
    }

    private int serve() {
        return vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.add(request.method() + " " + request.path() + " " + request.getHeader("Host"));
                    request.response().end("hello");
                })
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }
}
