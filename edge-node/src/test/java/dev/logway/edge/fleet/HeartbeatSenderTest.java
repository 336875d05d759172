package dev.logway.edge.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.image.Digest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatSenderTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong revision = new AtomicLong();
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private final HeartbeatSender sender = new HeartbeatSender(vertx, this::send, this::heartbeat);

    private record Sent(long revision, Promise<Void> arrival) {}

    private Future<Void> send(Heartbeat heartbeat) {
        Promise<Void> arrival = Promise.promise();
        sent.add(new Sent(heartbeat.serving().revision(), arrival));
        return arrival.future();
    }

    private Heartbeat heartbeat() {
        return new Heartbeat(
                new InstanceId("default", "edge-1"),
                new Heartbeat.Address("host", List.of(), "1", null, null),
                new Heartbeat.Serving(revision.get(), Digest.EMPTY),
                List.of(),
                Duration.ZERO);
    }

    private Sent next() throws InterruptedException {
        var next = sent.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no heartbeat was sent");
        }
        return next;
    }

    private void changed() {
        revision.incrementAndGet();
        sender.changed();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void oneIsSentAtTheStartAndOneAfterAChange() throws Exception {
        sender.start(NEVER);
        var first = next();
        assertEquals(0, first.revision());
        first.arrival().complete();
        changed();
        assertEquals(1, next().revision());
    }

    @Test
    void oneIsSentEveryInterval() throws Exception {
        sender.start(Duration.ofMillis(20));
        for (int i = 0; i < 3; i++) {
            next().arrival().complete();
        }
    }

    @Test
    void whileOneIsUnderWayNoneFollowsAndTheNextSaysTheLatest() throws Exception {
        sender.start(NEVER);
        var first = next();
        for (int i = 0; i < 100; i++) {
            changed();
        }
        assertNull(sent.poll(3 * HeartbeatSender.COALESCE_MILLIS, TimeUnit.MILLISECONDS));
        first.arrival().complete();
        var second = next();
        assertEquals(100, second.revision());
        second.arrival().complete();
        assertNull(sent.poll(3 * HeartbeatSender.COALESCE_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Test
    void aBurstOfChangesIsOneHeartbeatOrTwo() throws Exception {
        sender.start(NEVER);
        next().arrival().complete();
        for (int i = 0; i < 50; i++) {
            changed();
        }
        int count = 0;
        for (long last = 0; last < 50; count++) {
            var heartbeat = next();
            last = heartbeat.revision();
            heartbeat.arrival().complete();
        }
        assertTrue(count <= 2, count + " heartbeats");
    }

    @Test
    void aFailureIsFollowedByTheNextInterval() throws Exception {
        sender.start(Duration.ofMillis(50));
        next().arrival().fail("Kafka is away");
        next().arrival().complete();
    }
}
