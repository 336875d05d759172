package dev.logway.edge.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection that carries one message after the other, each way. Confined to its event loop. */
abstract sealed class MessageChannel extends ChannelInboundHandlerAdapter permits ClientChannel, NodeChannel {
    private final Scratch scratch;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Outgoing outgoing;
    private @Nullable ByteBuf rest;
    private boolean reading;

    MessageChannel(Scratch scratch) {
        this.scratch = scratch;
    }

    /** Whether it should be given no more for now. */
    public final boolean isFull() {
        return out().isFull();
    }

    @Override
    public final void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        outgoing = new Outgoing(ctx, scratch);
    }

    @Override
    public final void handlerRemoved(ChannelHandlerContext ctx) {
        handOver(ctx);
    }

    /** Leaves what was read of another protocol to whoever is behind. */
    final void handOver(ChannelHandlerContext ctx) {
        ByteBuf left = rest;
        rest = null;
        if (left != null && left.isReadable()) {
            ctx.fireChannelRead(left);
            ctx.fireChannelReadComplete();
        } else if (left != null) {
            left.release();
        }
    }

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf more && isListening()) {
            rest = rest == null ? more : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), rest, more);
            read();
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    /** Whoever is behind only waits for the end. */
    @Override
    public final void channelReadComplete(ChannelHandlerContext ctx) {}

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        closed(ctx);
        out().release();
        discard();
        ctx.fireChannelInactive();
    }

    /** Reads what there is, as far as it is wanted. */
    final void read() {
        if (reading) {
            return; // what is read now made it read on, and the loop below sees that
        }
        reading = true;
        try {
            while (rest != null && rest.isReadable() && step(rest)) {
                // goes on
            }
            stopped(rest == null ? 0 : rest.readableBytes());
        } catch (MalformedException e) {
            malformed(e);
        } finally {
            reading = false;
        }
        if (rest != null && !rest.isReadable()) {
            discard();
        }
    }

    /** Throws away what was not read. */
    final void discard() {
        ByteBuf left = rest;
        if (left != null && reading) {
            left.skipBytes(left.readableBytes()); // whoever reads it lets go of it
        } else if (left != null) {
            rest = null;
            left.release();
        }
    }

    final Outgoing out() {
        return Objects.requireNonNull(outgoing, "the handler is in a pipeline");
    }

    final ChannelHandlerContext at() {
        return Objects.requireNonNull(context, "the handler is in a pipeline");
    }

    /** Whether what comes matters. */
    abstract boolean isListening();

    /**
     * Reads on.
     *
     * @param in what is used is consumed
     * @return whether there may be more to do
     */
    abstract boolean step(ByteBuf in) throws MalformedException;

    /** Nothing more can be done with the {@code left} bytes that were read. */
    abstract void stopped(int left) throws MalformedException;

    /** What came is no message. */
    abstract void malformed(MalformedException cause);

    /** The connection is gone. */
    abstract void closed(ChannelHandlerContext ctx);
}
