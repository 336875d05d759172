package dev.logway.edge.fleet;

import dev.logway.domain.fleet.Heartbeat;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends heartbeats: one every interval, and one at once after a change, at most one in {@value #COALESCE_MILLIS} ms.
 * While one is under way none follows it; what happened meanwhile is in the next. All but {@link #changed} runs on one
 * event loop.
 */
public final class HeartbeatSender {
    static final long COALESCE_MILLIS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatSender.class);

    private final Vertx vertx;
    private final Context context;
    private final HeartbeatTopic topic;
    private final Supplier<Heartbeat> heartbeat;
    private final AtomicBoolean asked = new AtomicBoolean();
    private boolean underWay;
    private boolean again;
    private boolean failing;
    private long lastSentMillis = Long.MIN_VALUE / 2;
    private long timer = -1;

    /** @param heartbeat makes the heartbeat of this moment */
    public HeartbeatSender(Vertx vertx, HeartbeatTopic topic, Supplier<Heartbeat> heartbeat) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.topic = topic;
        this.heartbeat = heartbeat;
    }

    /** Sends one now and one every {@code interval} from now on. */
    public void start(Duration interval) {
        context.runOnContext(_ -> {
            timer = vertx.setPeriodic(interval.toMillis(), _ -> send());
            send();
        });
    }

    /** Says that there is news; from any thread. */
    public void changed() {
        if (asked.compareAndSet(false, true)) {
            context.runOnContext(_ -> soon());
        }
    }

    /** Sends nothing more by itself. */
    public void stop() {
        context.runOnContext(_ -> vertx.cancelTimer(timer));
    }

    private void soon() {
        long waitMillis = COALESCE_MILLIS - (nowMillis() - lastSentMillis);
        if (waitMillis > 0) {
            vertx.setTimer(waitMillis, _ -> send());
        } else {
            send();
        }
    }

    private void send() {
        if (underWay) {
            again = true;
            return;
        }
        // Before the heartbeat is made: a change after this moment asks anew.
        asked.set(false);
        again = false;
        underWay = true;
        lastSentMillis = nowMillis();
        topic.send(heartbeat.get())
                .onComplete(result -> context.runOnContext(_ -> {
                    underWay = false;
                    report(result.succeeded(), result.cause());
                    if (again && result.succeeded()) {
                        soon();
                    }
                }));
    }

    private void report(boolean arrived, @Nullable Throwable cause) {
        if (arrived == failing) {
            failing = !arrived;
            if (failing) {
                LOG.warn("Heartbeats do not reach the log: {}", String.valueOf(cause));
            } else {
                LOG.info("Heartbeats reach the log again");
            }
        }
    }

    private static long nowMillis() {
        return System.nanoTime() / 1_000_000;
    }
}
