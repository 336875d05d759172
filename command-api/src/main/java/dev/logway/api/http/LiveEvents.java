package dev.logway.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.api.json.Json;
import dev.logway.api.log.History;
import dev.logway.api.log.HistoryPosition;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * A page is read, written, and read on from until the history's end; then the stream is idle until the log has a new
 * event of its scope. An event that comes while a page is under way sets `rung`, and the next page follows at once: so
 * there is one page at a time for each client however fast events come, and none is missed. A client that does not
 * read holds back its own pages only.
 */
/**
 * A history that goes on as it is made, as server-sent events (WHATWG HTML, "Server-sent events"). An event's id is
 * its place, so that a client that was cut off goes on after the last one it saw. Confined to its event loop.
 */
final class LiveEvents implements Answer.Feed {
    private static final Logger LOG = LoggerFactory.getLogger(LiveEvents.class);
    private static final long KEEP_ALIVE_MILLIS = TimeUnit.SECONDS.toMillis(15);
    private static final Buffer RETRY = Buffer.buffer("retry: 2000\n\n");
    private static final Buffer COMMENT = Buffer.buffer(": still here\n\n");

    private final Vertx vertx;
    private final Context context;
    private final History history;
    private final EventDocuments documents;
    private final Offload offload;
    private final OpenStreams streams;
    private final Promise<Void> ended = Promise.promise();
    private History.Query query;
    private @Nullable HttpServerResponse response;
    private History.@Nullable Listening listening;
    private long keepAlive;
    private boolean busy;
    private boolean rung;

    /** A stream of what {@code query} asks for; made on the request's event loop. */
    LiveEvents(Vertx vertx, History history, History.Query query, EventDocuments documents, OpenStreams streams) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.history = history;
        this.query = query;
        this.documents = documents;
        this.offload = new Offload(vertx);
        this.streams = streams;
    }

    @Override
    public void start(HttpServerResponse to) {
        response = to;
        streams.add(this);
        to.exceptionHandler(fault -> LOG.debug("A follower of history went away", fault));
        to.closeHandler(_ -> release());
        to.endHandler(_ -> release());
        keepAlive = vertx.setPeriodic(KEEP_ALIVE_MILLIS, _ -> comment(to));
        listening = history.listen(query.scope(), () -> context.runOnContext(_ -> ring()));
        to.write(RETRY);
        ring();
    }

    /** Ends the stream; the client may come back with {@code Last-Event-ID}. */
    Future<Void> finish() {
        context.runOnContext(_ -> {
            HttpServerResponse open = response;
            if (open == null || open.ended() || open.closed()) {
                ended.tryComplete();
            } else {
                open.end().onComplete(_ -> ended.tryComplete());
            }
        });
        return ended.future();
    }

    private void release() {
        streams.remove(this);
        vertx.cancelTimer(keepAlive);
        if (listening != null) {
            listening.close();
        }
        ended.tryComplete();
    }

    private void ring() {
        HttpServerResponse open = response;
        if (open == null || open.ended() || open.closed()) {
            return;
        }
        rung = true;
        if (!busy) {
            busy = true;
            rung = false;
            next(open);
        }
    }

    private void next(HttpServerResponse open) {
        history.page(query)
                .compose(page -> offload.later(() -> frames(page)).compose(frames -> {
                    query = query.after(page.reached());
                    return frames.length() == 0 || open.ended()
                            ? Future.succeededFuture(page)
                            : open.write(frames).map(page);
                }))
                .onComplete(done -> {
                    busy = false;
                    if (done.failed()) {
                        LOG.warn(
                                "A live stream of history ends: {}",
                                done.cause().toString());
                        finish();
                    } else if (rung || done.result().next() != null) {
                        ring();
                    }
                });
    }

    private static void comment(HttpServerResponse open) {
        if (!open.ended() && !open.closed() && !open.writeQueueFull()) {
            open.write(COMMENT);
        }
    }

    private Buffer frames(History.Page page) {
        Buffer frames = Buffer.buffer();
        for (History.Placed placed : page.events()) {
            frames.appendString("id: " + placed.position() + "\ndata: ")
                    .appendString(new String(Json.bytes(documents.write(placed.event())), UTF_8))
                    .appendString("\n\n");
        }
        return frames;
    }

    /** The place that a client last saw, as its {@code Last-Event-ID} says. */
    static HistoryPosition position(String lastEventId) {
        try {
            return HistoryPosition.parse(lastEventId);
        } catch (IllegalArgumentException e) {
            throw new ApiException(
                    ProblemType.INVALID_HEADER,
                    Headers.LAST_EVENT_ID + ": " + lastEventId + " (expected: the id of an event of this stream)");
        }
    }
}
