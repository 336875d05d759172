package dev.logway.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.api.json.Json;
import dev.logway.api.log.History;
import dev.logway.api.log.HistoryPosition;
import dev.logway.api.state.Bell;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
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

    private final EventStream stream;
    private final History history;
    private final EventDocuments documents;
    private final Offload offload;
    private History.Query query;
    private Bell.@Nullable Listening listening;
    private boolean busy;
    private boolean rung;

    /** A stream of what {@code query} asks for; made on the request's event loop. */
    LiveEvents(Vertx vertx, History history, History.Query query, EventDocuments documents, OpenStreams streams) {
        this.stream = new EventStream(vertx, streams);
        this.history = history;
        this.query = query;
        this.documents = documents;
        this.offload = new Offload(vertx);
    }

    /** Runs until the node ends it; the client may come back with {@code Last-Event-ID}. */
    @Override
    public void start(HttpServerResponse to) {
        stream.begin(to, this::release);
        listening = history.listen(query.scope(), () -> stream.soon(this::ring));
        ring();
    }

    private void release() {
        if (listening != null) {
            listening.close();
        }
    }

    private void ring() {
        if (!stream.isOpen()) {
            return;
        }
        rung = true;
        if (!busy) {
            busy = true;
            rung = false;
            next();
        }
    }

    private void next() {
        history.page(query)
                .compose(page -> offload.later(() -> frames(page)).compose(frames -> {
                    query = query.after(page.reached());
                    return frames.length() == 0
                            ? Future.succeededFuture(page)
                            : stream.write(frames).map(page);
                }))
                .onComplete(done -> {
                    busy = false;
                    if (done.failed()) {
                        LOG.warn(
                                "A live stream of history ends: {}",
                                done.cause().toString());
                        stream.finish();
                    } else if (rung || done.result().next() != null) {
                        ring();
                    }
                });
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
