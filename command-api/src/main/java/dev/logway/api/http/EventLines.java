package dev.logway.api.http;

import dev.logway.api.json.Json;
import dev.logway.api.log.History;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A history as lines of JSON, from its first page to its end. Page by page: the next one is read once the client took
 * the last, so that memory holds one, and nothing else waits for a slow client.
 */
final class EventLines implements Answer.Feed {
    private static final Logger LOG = LoggerFactory.getLogger(EventLines.class);

    private final History history;
    private final History.Query query;
    private final History.Page first;
    private final EventDocuments documents;
    private final Offload offload;

    EventLines(History history, History.Query query, History.Page first, EventDocuments documents, Offload offload) {
        this.history = history;
        this.query = query;
        this.first = first;
        this.documents = documents;
        this.offload = offload;
    }

    @Override
    public void start(HttpServerResponse response) {
        response.exceptionHandler(fault -> LOG.debug("A reader of history went away", fault));
        write(first, response);
    }

    private void write(History.Page page, HttpServerResponse response) {
        if (response.closed()) {
            return;
        }
        offload.later(() -> lines(page))
                .compose(lines -> lines.length() == 0 ? Future.succeededFuture() : response.write(lines))
                .compose(_ -> page.next() == null
                        ? response.end().mapEmpty()
                        : history.page(query.after(page.reached())).onSuccess(next -> write(next, response)))
                .onFailure(fault -> {
                    if (!response.closed()) {
                        // The status is sent; an answer that is cut off is how the client learns of it.
                        LOG.warn("A stream of history breaks off: {}", fault.toString());
                        response.reset();
                    }
                });
    }

    private Buffer lines(History.Page page) {
        Buffer lines = Buffer.buffer();
        page.events()
                .forEach(placed -> lines.appendBytes(Json.bytes(documents.write(placed.event())))
                        .appendByte((byte) '\n'));
        return lines;
    }
}
