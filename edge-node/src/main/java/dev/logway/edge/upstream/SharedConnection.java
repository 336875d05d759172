package dev.logway.edge.upstream;

import dev.logway.edge.body.Bytes;
import io.netty.channel.ChannelHandler;
import io.vertx.core.Future;
import io.vertx.core.http.GoAway;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import org.jspecify.annotations.Nullable;

/*
 * A connection leaves once it is to take no more requests: the node said GOAWAY, it has carried as many as it may, nobody uses it,
 * or it seems dead. It is closed when the last of its requests has ended.
 *
 * A connection whose node is gone without a word looks like one whose node is slow. So one over which nothing was heard from the
 * beginning of a request to the moment it was given up takes no more. HTTP/1.1 does the same: what is given up there, is closed.
 */
/** A connection that carries many requests at a time, each on a stream of its own (RFC 9113). */
final class SharedConnection {
    /** Streams at once, so that their windows together fit into that of the connection, and none can hold up another. */
    static final int MAX_STREAMS = 100;

    private static final long REFUSED_STREAM = 7;
    private static final long CANCEL = 8;

    private final HttpClientConnection connection;
    private final SharedPool pool;
    private final int maxRequests;
    private int streams;
    private int requests;
    private long heads;
    private long idleSinceNanos;
    private boolean leaving;
    private boolean closed;

    /** @param maxRequests after which it leaves */
    SharedConnection(HttpClientConnection connection, SharedPool pool, int maxRequests, long nowNanos) {
        this.connection = connection;
        this.pool = pool;
        this.maxRequests = maxRequests;
        this.idleSinceNanos = nowNanos;
        connection.exceptionHandler(_ -> {});
        connection.shutdownHandler(_ -> leave());
        connection.closeHandler(_ -> {
            closed = true;
            pool.forget(this);
        });
    }

    /** A stream for the next request, or null if there is no room. */
    @Nullable
    PooledConnection open() {
        if (leaving || closed || streams >= Math.min(MAX_STREAMS, connection.maxActiveStreams())) {
            return null;
        }
        streams++;
        requests++;
        var stream = new Stream(requests > 1, heads);
        if (requests >= maxRequests) {
            leave();
        }
        return stream;
    }

    /** Whether it will have room, if it has none now. */
    boolean isUsable() {
        return requests > 0 || (!leaving && !closed && connection.maxActiveStreams() > 0);
    }

    boolean isIdle() {
        return streams == 0;
    }

    long idleSinceNanos() {
        return idleSinceNanos;
    }

    /** Takes no more requests, and closes after the last of those under way. */
    void leave() {
        leaving = true;
        pool.forget(this);
        if (streams == 0 && !closed) {
            closed = true;
            connection.close();
        }
    }

    private void left(long nowNanos) {
        streams--;
        if (streams == 0) {
            idleSinceNanos = nowNanos;
            if (leaving) {
                leave();
            } else {
                pool.becameIdle(this);
            }
        }
    }

    /** One request's part of the connection. */
    private final class Stream implements PooledConnection {
        private final boolean reused;
        private final long headsBefore;
        private @Nullable HttpClientRequest request;
        private boolean over;

        Stream(boolean reused, long headsBefore) {
            this.reused = reused;
            this.headsBefore = headsBefore;
        }

        @Override
        public boolean isReused() {
            return reused;
        }

        @Override
        public Future<NodeStream> request(String method, String uri, NodeStream.Listener listener) {
            return connection
                    .request(new RequestOptions()
                            .setMethod(HttpMethod.valueOf(method))
                            .setURI(uri))
                    .map(opened -> {
                        request = opened;
                        opened.response().onSuccess(_ -> heads++);
                        return new VertxStream(opened, listener);
                    });
        }

        @Override
        public boolean isUntouched(Throwable cause) {
            return switch (cause) {
                case StreamResetException reset -> reset.getCode() == REFUSED_STREAM;
                case HttpClosedException gone -> request != null && request.streamId() > lastTaken(gone);
                default -> false;
            };
        }

        @Override
        public void release(long nowNanos) {
            end(nowNanos);
        }

        @Override
        public void become(ChannelHandler handler) {
            throw new UnsupportedOperationException("a stream of HTTP/2 becomes nothing else");
        }

        @Override
        public void giveUp() {
            if (over) {
                return;
            }
            if (heads == headsBefore) {
                leave();
            }
            if (request != null) {
                request.reset(CANCEL);
            }
            end(System.nanoTime());
        }

        private void end(long nowNanos) {
            if (!over) {
                over = true;
                left(nowNanos);
            }
        }

        /** The last stream that the node has taken, if it said so when it left. */
        private static long lastTaken(HttpClosedException gone) {
            GoAway goAway = gone.goAway(); // a copy of Vert.x's, down to its buffer
            if (goAway == null) {
                return Long.MAX_VALUE;
            }
            if (goAway.getDebugData() != null) {
                Bytes.of(goAway.getDebugData()).release();
            }
            return goAway.getLastStreamId();
        }
    }
}
