package dev.logway.edge.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/*
 * Each write is a system call sooner or later, and each buffer has its cost. So a head and what is small behind it are
 * written into one buffer, and what will be followed by more at once waits for it.
 */
/** The messages that are sent over one connection, one after the other. Confined to its event loop. */
final class Outgoing {
    private static final ByteBuf CRLF = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(2).writeShort('\r' << 8 | '\n').asReadOnly());

    private static final int HEAD_BYTES = 512;

    /** Bytes that cost more as a buffer of their own than to be copied. */
    private static final int SMALL = 8 * 1024;

    private final ChannelHandlerContext context;
    private final HeadWriter writer;
    private final Runnable whenDue = this::flushDue;
    private @Nullable ByteBuf buffer;
    private boolean chunked;
    private boolean due;

    Outgoing(ChannelHandlerContext context, Scratch scratch) {
        this.context = context;
        this.writer = new HeadWriter(scratch);
    }

    /** Begins a request. */
    void begin(RequestHead head) {
        begin(head.fields());
        writer.request(room(HEAD_BYTES), head.method(), head.target(), head.fields());
    }

    /** Begins an answer. */
    void begin(int status, String reason, Fields fields) {
        begin(fields);
        writer.response(room(HEAD_BYTES), status, reason, fields);
    }

    private void begin(Fields fields) {
        chunked = fields.contains("Transfer-Encoding");
    }

    /** Adds to the body {@code data}, which is taken over. */
    void add(ByteBuf data) {
        int bytes = data.readableBytes();
        if (bytes == 0) {
            data.release(); // an empty chunk would be the last one
        } else if (chunked) {
            writer.chunkSize(room(HEAD_BYTES), bytes);
            put(data);
            room(HEAD_BYTES).writeBytes(CRLF.duplicate());
        } else {
            put(data);
        }
    }

    /** Ends the message with {@code trailers}, which only a chunked body can have. */
    void end(Fields trailers) {
        if (chunked) {
            chunked = false;
            ByteBuf out = room(HEAD_BYTES);
            writer.chunkSize(out, 0);
            writer.fields(out, trailers);
            out.writeBytes(CRLF.duplicate());
        }
    }

    /** Sends all of it. */
    void flush() {
        due = false;
        if (buffer == null) {
            context.flush();
        } else {
            ByteBuf out = buffer;
            buffer = null;
            var _ = context.writeAndFlush(out, context.voidPromise());
        }
    }

    /** Sends all of it once the loop has done what it is doing. */
    void flushSoon() {
        if (!due) {
            due = true;
            context.executor().execute(whenDue);
        }
    }

    /** Whether it should be given no more for now. */
    boolean isFull() {
        return !context.channel().isWritable();
    }

    /** Throws away what is not sent. */
    void release() {
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }

    private void flushDue() {
        if (due) {
            flush();
        }
    }

    private void put(ByteBuf data) {
        int bytes = data.readableBytes();
        if (bytes <= SMALL) {
            room(bytes).writeBytes(data);
            data.release();
        } else {
            emit();
            var _ = context.write(data, context.voidPromise());
        }
    }

    private ByteBuf room(int bytes) {
        if (buffer == null) {
            buffer = context.alloc().directBuffer(Math.max(bytes, HEAD_BYTES));
        }
        return buffer;
    }

    private void emit() {
        if (buffer != null) {
            ByteBuf out = buffer;
            buffer = null;
            var _ = context.write(out, context.voidPromise());
        }
    }
}
