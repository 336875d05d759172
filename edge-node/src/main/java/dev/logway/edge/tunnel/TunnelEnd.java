package dev.logway.edge.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One end of a {@link Tunnel}. It keeps what it reads from the handlers behind it. */
public final class TunnelEnd extends ChannelInboundHandlerAdapter {
    private final Tunnel tunnel;
    private final @Nullable FrameMeter meter;
    private @Nullable ChannelHandlerContext context;
    private long received;
    private boolean ended;
    private boolean broken;
    private boolean unheard;

    /** @param meter looks at what is read; null if nothing does */
    TunnelEnd(Tunnel tunnel, @Nullable FrameMeter meter) {
        this.tunnel = tunnel;
        this.meter = meter;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes && !unheard) {
            received += bytes.readableBytes();
            tunnel.active();
            if (!pass(bytes)) {
                ctx.channel().config().setAutoRead(false);
            }
        } else {
            ReferenceCountUtil.release(message); // such as the end of the request that became the tunnel
        }
    }

    /** Passes {@code bytes} on, as far as they may be; whether more are welcome now. */
    private boolean pass(ByteBuf bytes) {
        TunnelEnd other = tunnel.other(this);
        if (meter == null) {
            return other.take(bytes);
        }
        int passed = meter.pass(bytes);
        boolean isReady = other.take(bytes.writerIndex(bytes.readerIndex() + passed));
        WebSocketCloseStatus fault = meter.fault();
        if (fault != null) {
            tunnel.refuse(fault);
        }
        return isReady || fault != null;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        tunnel.other(this).flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            tunnel.other(this).readOn();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        boolean noMore = event == ChannelInputShutdownEvent.INSTANCE || event instanceof SslCloseCompletionEvent;
        if (noMore && !ended) {
            ended = true;
            tunnel.ended(this);
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        broken |= cause instanceof IOException;
        var _ = ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        tunnel.closed(this);
        ctx.fireChannelInactive();
    }

    long received() {
        return received;
    }

    /** Whether it sends no more. */
    boolean isEnded() {
        return ended;
    }

    /** Whether its connection broke instead of being closed. */
    boolean isBroken() {
        return broken;
    }

    /** Whether what it sent so far ends where a frame ends. */
    boolean isBetweenFrames() {
        return meter != null && meter.isBetweenFrames();
    }

    /** Whether nothing of what it sends is passed on any more. */
    boolean isUnheard() {
        return unheard;
    }

    /** Drops what it still sends, so that it can read to the end why. */
    void hearNoMore() {
        unheard = true;
        readOn();
    }

    /** Sends a frame of the edge's own. */
    void send(ByteBuf frame) {
        var _ = at().writeAndFlush(frame);
    }

    void open() {
        at().channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        readOn();
    }

    /** Sends no more once what was written is sent. */
    void sendNoMore() {
        ChannelHandlerContext ctx = at();
        boolean canHalfClose = ctx.pipeline().get(SslHandler.class) == null && ctx.channel() instanceof DuplexChannel;
        if (canHalfClose) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
                var _ = ((DuplexChannel) ctx.channel()).shutdownOutput();
            });
        } else {
            closeGently();
        }
    }

    void closeGently() {
        at().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    void reset() {
        ChannelHandlerContext ctx = at();
        if (ctx.channel().isOpen()) {
            ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        var _ = ctx.close();
    }

    /** Takes over {@code bytes} to send them; whether more are welcome now. */
    private boolean take(ByteBuf bytes) {
        ChannelHandlerContext ctx = at();
        var _ = ctx.write(bytes);
        return ctx.channel().isWritable();
    }

    private void flush() {
        at().flush();
    }

    private void readOn() {
        at().channel().config().setAutoRead(true);
    }

    private ChannelHandlerContext at() {
        return Objects.requireNonNull(context, "the end is in a pipeline");
    }
}
