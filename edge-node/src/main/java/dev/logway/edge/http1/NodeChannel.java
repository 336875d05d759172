package dev.logway.edge.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * One request at a time: an answer belongs to the request that is under way, and bytes that come when none is are the end
 * of the connection, because nobody can say whose answer they are.
 *
 * A listener may begin the next request while it hears of the end of the last one.
 */
/** A connection to a node, which carries one request after the other. Confined to its event loop. */
public final class NodeChannel extends ChannelInboundHandlerAdapter {
    private static final ByteBuf CRLF = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(2).writeByte('\r').writeByte('\n').asReadOnly());
    private static final ByteBuf LAST_CHUNK = Unpooled.unreleasableBuffer(Unpooled.directBuffer(3)
            .writeByte('0')
            .writeByte('\r')
            .writeByte('\n')
            .asReadOnly());

    private static final int HEAD_BYTES = 512;
    private static final int CONTINUE = 100;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int FINAL = 200;

    private final HeadLimits limits;
    private final HeadWriter writer;
    private final HeadReader<ResponseHead> heads;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Listener listener;
    private ResponseFraming.Asked asked = ResponseFraming.Asked.ANY;
    private @Nullable ByteBuf rest;
    private @Nullable BodyReader body;
    private boolean persistent;
    private boolean chunked;
    private boolean reading;
    private boolean switched;

    /** Hears what comes back for one request. After {@link #ended} or {@link #broken} nothing more comes. */
    public interface Listener {

        /** The node wants to see the body. */
        void continued();

        /** The answer's head; 101 is the last that is read as HTTP, what follows is left to who is behind once this is removed. */
        void answered(ResponseHead head);

        /** More of the body. The listener takes {@code data} over and has to release it. */
        void received(ByteBuf data);

        /** The answer is whole. */
        void ended(Fields trailers);

        /** The channel takes more again, after it {@linkplain NodeChannel#isFull was full}. */
        void drained();

        /** The connection is gone, or what came over it is no answer. */
        void broken(Throwable cause);
    }

    /** @param writer of the event loop that the channel belongs to */
    public NodeChannel(HeadLimits limits, HeadWriter writer) {
        this.limits = limits;
        this.writer = writer;
        this.heads = new HeadReader<>(limits, ResponseHead.Grammar.INSTANCE);
    }

    /**
     * Sends the head of a request, with what is known of its body.
     *
     * @param whole the body, taken over; null if there is none or it is {@linkplain #write written} later
     * @param next what hears of the answer
     */
    public void send(RequestHead head, @Nullable ByteBuf whole, Listener next) {
        listener = next;
        asked = head.method().equals("HEAD") ? ResponseFraming.Asked.HEAD : ResponseFraming.Asked.ANY;
        chunked = head.fields().contains("Transfer-Encoding");
        ChannelHandlerContext ctx = at();
        ByteBuf out = ctx.alloc().directBuffer(HEAD_BYTES);
        writer.request(out, head.method(), head.target(), head.fields());
        if (whole != null) {
            out.writeBytes(whole);
            whole.release();
        }
        flush(out);
    }

    /** Sends more of the body, which is taken over. */
    public void write(ByteBuf data) {
        ChannelHandlerContext ctx = at();
        if (!chunked) {
            flush(data);
        } else if (data.isReadable()) {
            ByteBuf size = ctx.alloc().directBuffer(16);
            writer.chunkSize(size, data.readableBytes());
            var _ = ctx.write(size, ctx.voidPromise());
            var _ = ctx.write(data, ctx.voidPromise());
            flush(CRLF.duplicate());
        } else {
            data.release();
        }
    }

    /** Nothing more of the body follows but {@code trailers}, which only a chunked one can have. */
    public void end(@Nullable Fields trailers) {
        if (chunked) {
            ByteBuf out = at().alloc().directBuffer(HEAD_BYTES);
            out.writeBytes(LAST_CHUNK.duplicate());
            if (trailers != null) {
                writer.fields(out, trailers);
            }
            flush(out.writeBytes(CRLF.duplicate()));
        }
    }

    /** Whether it should be given no more for now. */
    public boolean isFull() {
        return !at().channel().isWritable();
    }

    /** Whether it may carry another request, once an answer has ended. */
    public boolean isPersistent() {
        return persistent && at().channel().isActive();
    }

    /** Reads nothing more until {@link #resume}. */
    public void pause() {
        at().channel().config().setAutoRead(false);
    }

    public void resume() {
        at().channel().config().setAutoRead(true);
    }

    /** Closes it; nobody hears of it. */
    public void close() {
        listener = null;
        body = null;
        var _ = at().close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        handOver(ctx);
    }

    /** Leaves what was read of another protocol to whoever is behind. */
    private void handOver(ChannelHandlerContext ctx) {
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
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf more)) {
            ReferenceCountUtil.release(message);
            return;
        }
        ByteBuf in = rest == null ? more : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), rest, more);
        rest = in;
        if (reading || switched) {
            return; // a listener made it read, and the loop below sees it; or it is kept until the handler is removed
        }
        reading = true;
        try {
            read();
        } catch (MalformedException e) {
            fail(e);
        } finally {
            reading = false;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (listener != null && ctx.channel().isWritable()) {
            listener.drained();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (switched) {
            handOver(ctx);
        }
        release();
        if (body != null && body.endsWithConnection()) {
            ended();
        } else {
            fail(new ClosedChannelException());
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause);
    }

    private void read() throws MalformedException {
        while (listener != null && rest != null && rest.isReadable()) {
            if (body == null ? !readHead(rest) : !readBody(rest, body)) {
                break;
            }
        }
        ByteBuf left = rest;
        if (left != null && !left.isReadable()) {
            release();
        } else if (left != null && listener == null && !switched) {
            throw new MalformedException("an answer to nothing");
        }
    }

    /** @return whether there may be more to read */
    private boolean readHead(ByteBuf in) throws MalformedException {
        ResponseHead head = heads.read(in);
        if (head == null) {
            return false;
        }
        Listener hearing = Objects.requireNonNull(listener);
        if (head.status() == CONTINUE) {
            hearing.continued();
        } else if (head.status() == SWITCHING_PROTOCOLS) {
            persistent = false;
            switched = true;
            listener = null;
            hearing.answered(head);
            return false;
        } else if (head.status() >= FINAL) {
            ResponseFraming framing = ResponseFraming.of(head, asked, limits);
            body = framing.body();
            persistent = framing.persistent();
            hearing.answered(head);
            // What has no body has no bytes that would end it.
            return body == null || readBody(in, body);
        }
        return true;
    }

    private boolean readBody(ByteBuf in, BodyReader from) throws MalformedException {
        boolean whole = from.read(in, this::take);
        if (whole) {
            ended();
        }
        return whole;
    }

    private void take(ByteBuf data) {
        if (listener == null) {
            data.release();
        } else {
            listener.received(data);
        }
    }

    private void ended() {
        Listener hearing = listener;
        Fields trailers = body == null ? new Fields() : body.trailers();
        listener = null;
        body = null;
        if (hearing != null) {
            hearing.ended(trailers);
        }
    }

    private void fail(Throwable cause) {
        persistent = false;
        Listener hearing = listener;
        listener = null;
        body = null;
        release();
        var _ = at().close();
        if (hearing != null) {
            hearing.broken(cause);
        }
    }

    private void release() {
        ByteBuf left = rest;
        rest = null;
        if (left != null) {
            left.release();
        }
    }

    private void flush(ByteBuf out) {
        var _ = at().writeAndFlush(out, at().voidPromise());
    }

    private ChannelHandlerContext at() {
        return Objects.requireNonNull(context, "the handler is in a pipeline");
    }
}
