package dev.logway.api.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Origin;
import dev.logway.domain.resource.Route;
import dev.logway.wire.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaCommandLogTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        settled(vertx.close());
    }

    private static <T> T settled(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void withoutABrokerACommandIsNeverSent() throws IOException {
        var command = Command.of(
                new CommandId(UUID.randomUUID()),
                Scope.group("g"),
                new Origin("a", null, Instant.EPOCH),
                Action.Changeset.of(new Edit.Delete(Route.key("r"))));
        int port = freePort();
        var log = KafkaCommandLog.open(
                vertx, Map.of("bootstrap.servers", "127.0.0.1:" + port), Topics.byDefault(), Duration.ofMillis(200));
        var failure = assertThrows(CompletionException.class, () -> settled(log.append(command)));
        var notAppended = assertInstanceOf(NotAppendedException.class, failure.getCause());
        assertEquals(NotAppendedException.Fate.NEVER_SENT, notAppended.fate(), notAppended::getMessage);
        settled(log.close());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
