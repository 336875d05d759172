package dev.logway.edge.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;

/*
 * One request at a time: what a client sends behind it is not looked at before the answer is out, and not even read
 * beyond a bound. So answers are in the order of their requests by themselves, and what stands behind a request that asks
 * for another protocol is there untouched if the answer is that it is spoken.
 */
/** A client's connection, which carries one request after the other. Confined to its event loop. */
public final class ClientChannel extends MessageChannel {
    private static final Fields NONE = new Fields();

    /** What is kept of requests that have to wait. */
    private static final int KEPT_BYTES = 64 * 1024;

    private final HeadLimits limits;
    private final Requests requests;
    private final HeadReader<RequestHead> heads;
    private @Nullable Listener listener;
    private @Nullable BodyReader body;
    private long headSinceNanos;
    private boolean headBegun;
    private boolean paused;
    private boolean full;
    private boolean deaf;

    /** Takes the requests of one connection. */
    public interface Requests {

        /**
         * The head of a request came.
         *
         * @return who hears what follows; null if the request is refused, so that nothing behind it is read
         */
        @Nullable
        Listener asked(RequestHead head, RequestFraming framing);

        /** What came is no request. Nothing behind it is read; it can be answered. */
        void malformed(MalformedException cause);
    }

    /** Hears of one request, until {@link #closed} or the call of {@link ClientChannel#next}. */
    public interface Listener {

        /** Its turn. */
        void begin();

        /** More of the body. The listener takes {@code data} over and has to release it. */
        void received(ByteBuf data);

        /** The body, if there is one, is whole. */
        void ended(Fields trailers);

        /** What came is no body. Nothing behind it is read. */
        void malformed(MalformedException cause);

        /** The channel takes more again, after it {@linkplain ClientChannel#isFull was full}. */
        void drained();

        /** The connection is gone. */
        void closed();
    }

    /** @param scratch of the event loop that the channel belongs to */
    public ClientChannel(HeadLimits limits, Scratch scratch, Requests requests) {
        super(scratch);
        this.limits = limits;
        this.requests = requests;
        this.heads = new HeadReader<>(limits, RequestHead.Grammar.INSTANCE, scratch);
    }

    /** Tells a client that waits for it to send its body. */
    public void invite() {
        Outgoing out = out();
        out.begin(100, "Continue", NONE);
        out.flush();
    }

    /** Begins an answer. It is sent with what follows, or at {@link #flush}. */
    public void begin(int status, String reason, Fields fields) {
        out().begin(status, reason, fields);
    }

    /** Sends more of the answer's body, which is taken over. */
    public void write(ByteBuf data) {
        Outgoing out = out();
        out.add(data);
        out.flushSoon();
    }

    /**
     * Ends the answer.
     *
     * @param last of the body, which is taken over; null if there is nothing more
     * @param trailers left out unless the body is chunked
     */
    public void end(@Nullable ByteBuf last, Fields trailers) {
        Outgoing out = out();
        if (last != null) {
            out.add(last);
        }
        out.end(trailers);
        out.flush();
    }

    /** Sends what was begun. */
    public void flush() {
        out().flush();
    }

    /** The request was read and answered; the next one may come. */
    public void next() {
        listener = null;
        paused = false;
        read();
    }

    /** Hands nothing more of the body on until {@link #resume}. */
    public void pause() {
        paused = true;
    }

    public void resume() {
        paused = false;
        read();
    }

    /** Whether a head began to come {@code nanos} ago and is not whole yet. */
    public boolean isLateFor(long nanos, long nowNanos) {
        return headBegun && nowNanos - headSinceNanos >= nanos;
    }

    /** Closes it once what was written is sent; nothing more is read. */
    public void close() {
        deafen();
        out().flush();
        at().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes it so that the client cannot take what it got for the whole. */
    public void reset() {
        deafen();
        if (at().channel().isOpen()) {
            at().channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        var _ = at().close();
    }

    /** Answers with 101 and {@code fields}; what comes from then on, and what came behind the request, is {@code handler}'s. */
    public void become(ChannelHandler handler, Fields fields) {
        begin(101, "Switching Protocols", fields);
        flush();
        listener = null;
        var _ = at().pipeline().addAfter(at().name(), null, handler).remove(this);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            if (listener == null) {
                read();
            } else {
                listener.drained();
            }
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    void closed(ChannelHandlerContext ctx) {
        deafen();
        Listener hearing = listener;
        listener = null;
        if (hearing != null) {
            hearing.closed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var _ = ctx.close();
    }

    @Override
    boolean isListening() {
        return !deaf;
    }

    @Override
    boolean step(ByteBuf in) throws MalformedException {
        if (deaf) {
            return false;
        }
        if (listener == null) {
            return !isFull() && readHead(in); // who takes no answers gets no more
        }
        return body != null && !paused && readBody(in, body, listener);
    }

    private boolean readHead(ByteBuf in) throws MalformedException {
        RequestHead head = heads.read(in);
        if (head == null) {
            beganHead();
            return false;
        }
        headBegun = false;
        RequestFraming framing = RequestFraming.of(head, limits);
        listener = requests.asked(head, framing);
        if (listener == null) {
            deafen();
            return false;
        }
        body = framing.body();
        listener.begin();
        return true;
    }

    /** Asked only of heads that do not come in one piece. */
    private void beganHead() {
        if (!headBegun && heads.isBegun()) {
            headBegun = true;
            headSinceNanos = System.nanoTime();
        }
    }

    private boolean readBody(ByteBuf in, BodyReader from, Listener hearing) throws MalformedException {
        boolean whole = from.read(in, hearing::received);
        if (whole && body != null) {
            body = null;
            hearing.ended(from.trailers());
        }
        return whole;
    }

    /** Reads no more while there is more than can be used soon. */
    @Override
    void stopped(int left) {
        boolean isFull = left > KEPT_BYTES;
        if (isFull != full) {
            full = isFull;
            at().channel().config().setAutoRead(!full);
        }
    }

    @Override
    void malformed(MalformedException cause) {
        deafen();
        if (listener == null) {
            requests.malformed(cause);
        } else {
            listener.malformed(cause);
        }
    }

    /** Takes nothing that comes from now on for a request. */
    private void deafen() {
        deaf = true;
        body = null;
        headBegun = false;
        discard();
    }
}
