package dev.logway.edge.upstream;

import io.netty.channel.ChannelHandler;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;

/** A connection to a node: in use by one request, or idle in its pool. */
public final class PooledConnection {
    /** Vert.x's own, at the end of the pipeline. */
    private static final String HANDLER = "handler";

    private final HttpClientConnection connection;
    private final NodePool pool;
    private int requests;
    private long idleSinceNanos;
    private boolean closed;

    PooledConnection(HttpClientConnection connection, NodePool pool) {
        this.connection = connection;
        this.pool = pool;
        // Every request hears of its own failures; without a handler Vert.x logs each of them.
        connection.exceptionHandler(_ -> {});
        connection.closeHandler(_ -> {
            closed = true;
            pool.forget(this);
        });
    }

    /** Whether a request was sent over it before, so that its node may have closed it without our knowing. */
    public boolean isReused() {
        return requests > 1;
    }

    /** The next request over this connection; fails if it is closed. */
    public Future<HttpClientRequest> request(HttpMethod method, String uri) {
        requests++;
        return connection.request(new RequestOptions().setMethod(method).setURI(uri));
    }

    /** Gives it back to its pool, after a request that ended well on both sides. */
    public void release(long nowNanos) {
        if (!closed) {
            pool.takeBack(this, nowNanos);
        }
    }

    /**
     * From now on {@code handler} gets what the node sends, what is read already included, instead of the last request.
     * Call it while the head of that request's answer is handled; the connection is not given back.
     */
    public void become(ChannelHandler handler) {
        // Vert.x has no half-closed tunnels, nor a way to hand a connection over, but this.
        var actual = ((UnpooledHttpClientConnection) connection).unwrap();
        actual.channelHandlerContext().pipeline().addBefore(HANDLER, "tunnel", handler);
    }

    public void close() {
        closed = true;
        connection.close();
    }

    int requests() {
        return requests;
    }

    long idleSinceNanos() {
        return idleSinceNanos;
    }

    void becomesIdle(long nowNanos) {
        idleSinceNanos = nowNanos;
    }
}
