package dev.logway.edge.client;

import dev.logway.edge.http1.ClientChannel;
import dev.logway.edge.http1.Fields;
import dev.logway.edge.http1.HeadLimits;
import dev.logway.edge.http1.MalformedException;
import dev.logway.edge.http1.RequestFraming;
import dev.logway.edge.http1.RequestHead;
import dev.logway.edge.http1.Scratch;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ShutdownEvent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * Vert.x accepts the connection, speaks TLS on it, and says when it is closed; what goes over it is read and written here,
 * because a request costs Vert.x several times as much. Its own codec leaves the pipeline before the first byte is read.
 */
/** A client's connection that carries one request at a time (HTTP/1.1). */
public final class Http1Connection extends ClientConnection implements ClientChannel.Requests {
    /** Vert.x's handlers, of which the last stays. */
    private static final List<String> CODEC = List.of("httpDecoder", "httpEncoder", "webSocketExtensionHandler");

    private static final String HANDLER = "handler";

    private final ClientChannel channel;
    private final RequestHandler handler;
    private boolean tunnel;
    private boolean closing;

    /** @param scratch of the event loop */
    public Http1Connection(
            HttpConnection connection, HeadLimits limits, Scratch scratch, RequestHandler handler, long nowNanos) {
        super(connection, nowNanos);
        this.handler = handler;
        this.channel = new ClientChannel(limits, scratch, this);
        ChannelPipeline pipeline = channel(connection).pipeline();
        CODEC.stream().filter(name -> pipeline.get(name) != null).forEach(pipeline::remove);
        pipeline.addBefore(HANDLER, "requests", channel);
        pipeline.addBefore(HANDLER, "drain", new Drain());
    }

    @Override
    public boolean isMultiplexed() {
        return false;
    }

    @Override
    public ClientChannel.@Nullable Listener asked(RequestHead head, RequestFraming framing) {
        var stream = new Http1Stream(this, head, framing);
        try {
            stream.accept(Http1Head.accept(head, framing));
            return stream;
        } catch (RefusedException e) {
            handler.refuse(stream, Audience.HTTP, e);
            return null;
        }
    }

    /** It is the turn of {@code request}. */
    void serve(AcceptedRequest request, Http1Stream stream) {
        handler.handle(this, request, stream);
    }

    ClientChannel channel() {
        return channel;
    }

    @Override
    public void malformed(MalformedException cause) {
        int status = switch (cause.fault()) {
            case SYNTAX -> 400;
            case FIRST_LINE_TOO_LONG -> 414;
            case FIELDS_TOO_LARGE -> 431;
            case VERSION -> 505;
        };
        handler.refuse(
                Http1Stream.unread(this),
                Audience.HTTP,
                new RefusedException(status, Objects.requireNonNull(cause.getMessage())));
    }

    @Override
    public boolean isLateFor(long nanos, long nowNanos) {
        return channel.isLateFor(nanos, nowNanos);
    }

    @Override
    public void timeOut() {
        handler.refuse(Http1Stream.unread(this), Audience.HTTP, new RefusedException(408, "the head came too slowly"));
    }

    @Override
    public void become(ChannelHandler other, Fields fields) {
        tunnel = true;
        channel.become(other, fields);
    }

    @Override
    public void close() {
        channel.close();
    }

    @Override
    public void expire() {
        if (closing) {
            channel.reset();
        } else {
            closing = true;
            channel.close();
        }
    }

    /** Vert.x, which knows of no requests here, would close a connection that carries one. */
    private final class Drain extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (!(event instanceof ShutdownEvent)) {
                ctx.fireUserEventTriggered(event);
            } else if (isIdle() && !tunnel) {
                channel.close();
            }
        }
    }
}
