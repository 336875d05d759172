package dev.logway.edge.http1;

import io.netty.buffer.ByteBuf;

/** Reads one body (RFC 9112, section 6). */
public interface BodyReader {

    /** Takes what is read. */
    @FunctionalInterface
    interface Sink {
        /** Takes over {@code data}, which is not empty and which it has to release. */
        void take(ByteBuf data);
    }

    /**
     * Reads on.
     *
     * @param in what is used is consumed; what is left is given again with more behind it
     * @return whether the body is whole; nothing behind it is consumed
     * @throws MalformedException if it is framed wrongly
     */
    boolean read(ByteBuf in, Sink sink) throws MalformedException;

    /** What the connection's end means for it. */
    default boolean endsWithConnection() {
        return false;
    }

    /** Fields behind the body; empty but for a chunked one. */
    default Fields trailers() {
        return new Fields();
    }

    /** A body of {@code bytes}, 0 of them for none. */
    static BodyReader ofLength(long bytes) {
        return new FixedLength(bytes);
    }

    /** A chunked body with trailers within {@code limits}. */
    static BodyReader chunked(HeadLimits limits) {
        return new ChunkedReader(limits);
    }

    /** A body that ends with its connection. */
    static BodyReader untilClose() {
        return UntilClose.INSTANCE;
    }

    /** A body whose length is known. */
    final class FixedLength implements BodyReader {
        private long left;

        private FixedLength(long bytes) {
            this.left = bytes;
        }

        @Override
        public boolean read(ByteBuf in, Sink sink) {
            int available = (int) Math.min(left, in.readableBytes());
            if (available > 0) {
                left -= available;
                sink.take(in.readRetainedSlice(available));
            }
            return left == 0;
        }
    }

    /** A body that ends with its connection. */
    enum UntilClose implements BodyReader {
        INSTANCE;

        @Override
        public boolean read(ByteBuf in, Sink sink) {
            if (in.isReadable()) {
                sink.take(in.readRetainedSlice(in.readableBytes()));
            }
            return false;
        }

        @Override
        public boolean endsWithConnection() {
            return true;
        }
    }
}
