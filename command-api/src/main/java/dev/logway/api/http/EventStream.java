package dev.logway.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's server-sent events (WHATWG HTML, "Server-sent events"), with a comment now and then so that nothing in
 * between takes it for dead. Confined to its event loop but where said otherwise.
 */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final long KEEP_ALIVE_MILLIS = TimeUnit.SECONDS.toMillis(15);
    private static final Buffer RETRY = Buffer.buffer("retry: 2000\n\n");
    private static final Buffer COMMENT = Buffer.buffer(": still here\n\n");

    private final Vertx vertx;
    private final Context context;
    private final OpenStreams streams;
    private final AtomicBoolean due = new AtomicBoolean();
    private final Promise<Void> ended = Promise.promise();
    private @Nullable HttpServerResponse response;
    private long keepAlive;
    private boolean over;

    /** A stream that has not begun; made on the request's event loop. */
    EventStream(Vertx vertx, OpenStreams streams) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.streams = streams;
    }

    /**
     * Begins.
     *
     * @param to the response, whose head is set
     * @param whenOver runs once, when it has ended or the client is gone
     */
    void begin(HttpServerResponse to, Runnable whenOver) {
        response = to;
        streams.add(this);
        to.exceptionHandler(fault -> LOG.debug("A follower went away", fault));
        to.closeHandler(_ -> release(whenOver));
        to.endHandler(_ -> release(whenOver));
        keepAlive = vertx.setPeriodic(KEEP_ALIVE_MILLIS, _ -> comment(to));
        to.write(RETRY);
    }

    /** The frame of an event, which is one line of JSON. */
    static Buffer frame(String event, JsonNode data) {
        return Buffer.buffer("event: " + event + "\ndata: " + new String(Json.bytes(data), UTF_8) + "\n\n");
    }

    /** Whether the client is there and the stream has not ended. */
    boolean isOpen() {
        HttpServerResponse open = response;
        return open != null && !open.ended() && !open.closed();
    }

    /** Whether the client does not read as fast as it is written to. */
    boolean isFull() {
        return response != null && response.writeQueueFull();
    }

    /** Runs {@code action} whenever the client has read on, after the stream {@linkplain #isFull was full}. */
    void onDrained(Runnable action) {
        if (response != null) {
            response.drainHandler(_ -> action.run());
        }
    }

    /** Writes {@code frames} if the stream is open; completes when the client took them. */
    Future<Void> write(Buffer frames) {
        HttpServerResponse open = response;
        return open == null || !isOpen() ? Future.succeededFuture() : open.write(frames);
    }

    /** Runs {@code action} on the event loop soon, once for all calls until then. From any thread, always for one action. */
    void soon(Runnable action) {
        if (due.compareAndSet(false, true)) {
            context.runOnContext(_ -> {
                due.set(false);
                action.run();
            });
        }
    }

    /** Ends it as its protocol says. From any thread. */
    Future<Void> finish() {
        context.runOnContext(_ -> {
            HttpServerResponse open = response;
            if (open == null || !isOpen()) {
                ended.tryComplete();
            } else {
                open.end().onComplete(_ -> ended.tryComplete());
            }
        });
        return ended.future();
    }

    private void release(Runnable whenOver) {
        if (!over) {
            over = true;
            streams.remove(this);
            vertx.cancelTimer(keepAlive);
            whenOver.run();
            ended.tryComplete();
        }
    }

    private static void comment(HttpServerResponse open) {
        if (!open.ended() && !open.closed() && !open.writeQueueFull()) {
            open.write(COMMENT);
        }
    }
}
