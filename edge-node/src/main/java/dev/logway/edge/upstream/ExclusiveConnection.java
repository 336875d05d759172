package dev.logway.edge.upstream;

import dev.logway.edge.http1.Fields;
import dev.logway.edge.http1.HeadLimits;
import dev.logway.edge.http1.NodeChannel;
import dev.logway.edge.http1.RequestHead;
import dev.logway.edge.http1.ResponseHead;
import dev.logway.edge.http1.Scratch;
import dev.logway.edge.http1.Version;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/*
 * Vert.x opens the connection, speaks TLS on it, and says when it is closed; what goes over it is read and written here,
 * because a request costs Vert.x several times as much.
 */
/** A connection that carries one request at a time (HTTP/1.1): in use by it, or idle in its pool. */
final class ExclusiveConnection implements PooledConnection, NodeStream, NodeChannel.Listener {
    static final HeadLimits LIMITS = new HeadLimits(8 * 1024, 64 * 1024, 1_000);

    /** Vert.x's handlers. */
    private static final String CODEC = "codec";

    private static final String HANDLER = "handler";

    private final ExclusivePool pool;
    private final NodeChannel node;
    private final ChannelPipeline pipeline;
    private Fields fields = new Fields();
    private String method = "";
    private String uri = "";
    private @Nullable Listener listener;
    private boolean headSent;
    private int requests;
    private long idleSinceNanos;
    private boolean closed;

    ExclusiveConnection(HttpClientConnection connection, ExclusivePool pool, Scratch scratch) {
        this.pool = pool;
        this.node = new NodeChannel(LIMITS, scratch);
        this.pipeline = ((UnpooledHttpClientConnection) connection)
                .unwrap()
                .channelHandlerContext()
                .pipeline();
        pipeline.replace(CODEC, CODEC, node);
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
    public Future<NodeStream> request(String ofRequest, String target, Listener hearing) {
        requests++;
        method = ofRequest;
        uri = target;
        fields = new Fields();
        listener = hearing;
        headSent = false;
        return closed ? Future.failedFuture(new ClosedChannelException()) : Future.succeededFuture(this);
    }

    @Override
    public boolean isUntouched(Throwable cause) {
        return false; // HTTP/1.1 does not tell
    }

    @Override
    public void release(long nowNanos) {
        if (closed) {
            return;
        }
        if (node.isPersistent()) {
            node.resume();
            pool.takeBack(this, nowNanos);
        } else {
            giveUp();
        }
    }

    @Override
    public void giveUp() {
        closed = true;
        listener = null;
        node.close();
    }

    @Override
    public void become(ChannelHandler handler) {
        pipeline.addBefore(HANDLER, "tunnel", handler);
        // Not before the other end of the tunnel is in its pipeline too.
        pipeline.channel().eventLoop().execute(() -> pipeline.remove(node));
    }

    @Override
    public MultiMap fields() {
        return fields;
    }

    @Override
    public void send(@Nullable ByteBuf whole) {
        begin(whole);
    }

    @Override
    public void sendHead() {
        if (!headSent) {
            chunkIfNeeded();
            begin(null);
        }
    }

    @Override
    public void write(ByteBuf data) {
        sendHead();
        node.write(data);
    }

    @Override
    public void end(MultiMap trailers) {
        sendHead();
        node.end(Fields.of(trailers));
    }

    @Override
    public boolean isFull() {
        return node.isFull();
    }

    @Override
    public void pause() {
        node.pause();
    }

    @Override
    public void resume() {
        node.resume();
    }

    @Override
    public void continued() {
        if (listener != null) {
            listener.continued();
        }
    }

    @Override
    public void answered(ResponseHead head) {
        if (listener != null) {
            listener.answered(new Head(head.status(), head.reason(), head.fields()));
        }
    }

    @Override
    public void received(ByteBuf data) {
        if (listener == null) {
            data.release();
        } else {
            listener.received(data);
        }
    }

    @Override
    public void ended(Fields trailers) {
        Listener hearing = listener;
        listener = null;
        if (hearing != null) {
            hearing.ended(trailers);
        }
    }

    @Override
    public void drained() {
        if (listener != null) {
            listener.drained();
        }
    }

    @Override
    public void broken(Throwable cause) {
        closed = true;
        Listener hearing = listener;
        listener = null;
        if (hearing != null) {
            hearing.broken(cause);
        }
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

    private void chunkIfNeeded() {
        if (!fields.contains("Content-Length")) {
            fields.append("Transfer-Encoding", "chunked");
        }
    }

    private void begin(@Nullable ByteBuf whole) {
        headSent = true;
        node.send(new RequestHead(method, uri, Version.HTTP_1_1, fields), whole, this);
    }
}
