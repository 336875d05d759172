package dev.logway.edge.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One end of a {@link Tunnel}. It keeps what it reads from the handlers behind it. */
public final class TunnelEnd extends ChannelInboundHandlerAdapter {
    private final Tunnel tunnel;
    private @Nullable ChannelHandlerContext context;
    private long received;
    private boolean ended;
    private boolean broken;

    TunnelEnd(Tunnel tunnel) {
        this.tunnel = tunnel;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            received += bytes.readableBytes();
            tunnel.active();
            if (!tunnel.other(this).take(bytes)) {
                ctx.channel().config().setAutoRead(false);
            }
        } else {
            ReferenceCountUtil.release(message); // the end of the request that became the tunnel
        }
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
