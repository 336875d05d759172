package dev.logway.edge.client;

import dev.logway.edge.http1.Fields;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;

/** A client's connection that carries many requests at a time (HTTP/2), as Vert.x reads them. */
public final class Http2Connection extends ClientConnection {
    private final Http2ConnectionHandler streams;
    private final RequestHandler handler;
    private final int maxFields;

    private Http2Connection(
            HttpConnection connection,
            Http2ConnectionHandler streams,
            int maxFields,
            RequestHandler handler,
            long nowNanos) {
        super(connection, nowNanos);
        this.streams = streams;
        this.maxFields = maxFields;
        this.handler = handler;
    }

    /** Whether {@code connection} is one. */
    public static boolean is(HttpConnection connection) {
        return channel(connection).pipeline().get(Http2ConnectionHandler.class) != null;
    }

    /** @param maxFields header fields that a request may have */
    public static Http2Connection of(HttpConnection connection, int maxFields, RequestHandler handler, long nowNanos) {
        ChannelPipeline pipeline = channel(connection).pipeline();
        if (pipeline.get(IdleStateHandler.class) != null) {
            pipeline.remove(IdleStateHandler.class); // it watched for the preface
        }
        Http2ConnectionHandler streams = pipeline.get(Http2ConnectionHandler.class);
        return new Http2Connection(connection, streams, maxFields, handler, nowNanos);
    }

    /** Takes {@code request}, which came over this connection. */
    public void take(HttpServerRequest request) {
        var stream = new VertxClientStream(request);
        try {
            handler.handle(this, Http2Head.accept(request, this, maxFields), stream);
        } catch (RefusedException e) {
            handler.refuse(stream, Audience.of(request.version(), request.headers()), e);
        }
    }

    /** Whether the client has more to send on the stream {@code id}; asked while its head is handled. */
    boolean isOpen(int id) {
        Http2Stream stream = streams.connection().stream(id);
        return stream != null && stream.state().remoteSideOpen();
    }

    @Override
    public boolean isMultiplexed() {
        return true;
    }

    /** Heads come whole, or Netty ends the connection. */
    @Override
    public boolean isLateFor(long nanos, long nowNanos) {
        return false;
    }

    @Override
    public void timeOut() {
        close();
    }

    @Override
    public void become(ChannelHandler other, Fields fields) {
        throw new UnsupportedOperationException("a stream of HTTP/2 becomes nothing else");
    }

    @Override
    public void close() {
        connection().close();
    }

    @Override
    public void expire() {
        close();
    }
}
