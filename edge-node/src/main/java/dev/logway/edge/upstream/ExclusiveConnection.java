package dev.logway.edge.upstream;

import io.netty.channel.ChannelHandler;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;

/** A connection that carries one request at a time: in use by it, or idle in its pool. */
final class ExclusiveConnection implements PooledConnection {
    /** Vert.x's own, at the end of the pipeline. */
    private static final String HANDLER = "handler";

    private final HttpClientConnection connection;
    private final ExclusivePool pool;
    private int requests;
    private long idleSinceNanos;
    private boolean closed;

    ExclusiveConnection(HttpClientConnection connection, ExclusivePool pool) {
        this.connection = connection;
        this.pool = pool;
        // Every request hears of its own failures; without a handler Vert.x logs each of them.
        connection.exceptionHandler(_ -> {});
        connection.closeHandler(_ -> {
            closed = true;
            pool.forget(this);
        });
    }

    @Override
    public boolean isReused() {
        return requests > 1;
    }

    @Override
    public Future<HttpClientRequest> request(HttpMethod method, String uri) {
        requests++;
        return connection.request(new RequestOptions().setMethod(method).setURI(uri));
    }

    @Override
    public boolean isUntouched(Throwable cause) {
        return false; // HTTP/1.1 does not tell
    }

    @Override
    public void release(long nowNanos) {
        if (!closed) {
            pool.takeBack(this, nowNanos);
        }
    }

    @Override
    public void become(ChannelHandler handler) {
        // Vert.x has no half-closed tunnels, nor a way to hand a connection over, but this.
        var actual = ((UnpooledHttpClientConnection) connection).unwrap();
        actual.channelHandlerContext().pipeline().addBefore(HANDLER, "tunnel", handler);
    }

    @Override
    public void giveUp() {
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
