package dev.logway.edge.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
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
public final class NodeChannel extends MessageChannel {
    private static final int CONTINUE = 100;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int FINAL = 200;

    private final HeadLimits limits;
    private final HeadReader<ResponseHead> heads;
    private @Nullable Listener listener;
    private ResponseFraming.Asked asked = ResponseFraming.Asked.ANY;
    private @Nullable BodyReader body;
    private boolean persistent;
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

    /** @param scratch of the event loop that the channel belongs to */
    public NodeChannel(HeadLimits limits, Scratch scratch) {
        super(scratch);
        this.limits = limits;
        this.heads = new HeadReader<>(limits, ResponseHead.Grammar.INSTANCE, scratch);
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
        Outgoing out = out();
        out.begin(head);
        if (whole != null) {
            out.add(whole);
        }
        out.flush();
    }

    /** Sends more of the body, which is taken over. */
    public void write(ByteBuf data) {
        Outgoing out = out();
        out.add(data);
        out.flushSoon();
    }

    /** Nothing more of the body follows but {@code trailers}, which only a chunked one can have. */
    public void end(Fields trailers) {
        Outgoing out = out();
        out.end(trailers);
        out.flush();
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
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (listener != null && ctx.channel().isWritable()) {
            listener.drained();
        }
    }

    @Override
    void closed(ChannelHandlerContext ctx) {
        if (switched) {
            handOver(ctx);
        }
        if (body != null && body.endsWithConnection()) {
            ended();
        } else {
            fail(new ClosedChannelException());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause);
    }

    @Override
    boolean isListening() {
        return true;
    }

    @Override
    boolean step(ByteBuf in) throws MalformedException {
        if (listener == null) {
            return false;
        }
        return body == null ? readHead(in) : readBody(in, body);
    }

    @Override
    void stopped(int left) throws MalformedException {
        if (left > 0 && listener == null && !switched) {
            throw new MalformedException("an answer to nothing");
        }
    }

    @Override
    void malformed(MalformedException cause) {
        fail(cause);
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
        discard();
        var _ = at().close();
        if (hearing != null) {
            hearing.broken(cause);
        }
    }
}
