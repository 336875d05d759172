package dev.logway.api.http;

import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that end only when somebody ends them. Threadsafe. */
final class OpenStreams {
    static final int MAX_STREAMS = 64;

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    /** @throws ApiException if too many are open */
    void require() {
        if (streams.size() >= MAX_STREAMS) {
            throw new ApiException(ProblemType.OVERLOADED, "this node follows " + MAX_STREAMS + " live streams already")
                    .header(Headers.RETRY_AFTER, 5);
        }
    }

    void add(EventStream stream) {
        streams.add(stream);
    }

    void remove(EventStream stream) {
        streams.remove(stream);
    }

    /** Ends every stream as its protocol says. */
    Future<Void> end() {
        return Future.join(streams.stream().map(EventStream::finish).toList()).mapEmpty();
    }
}
