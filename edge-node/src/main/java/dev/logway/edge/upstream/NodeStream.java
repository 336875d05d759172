package dev.logway.edge.upstream;

import io.netty.buffer.ByteBuf;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** One request on its way to a node, and its answer on the way back, whatever carries them. Confined to one event loop. */
public interface NodeStream {

    /** The request's header fields, to be filled before it is sent. */
    MultiMap fields();

    /** Sends the head and, with it, all of the body, which is taken over; null if there is none. */
    void send(@Nullable ByteBuf whole);

    /** Sends the head alone. The body, whose length {@link #fields} tells or nobody knows, is {@linkplain #write written}. */
    void sendHead();

    /** Sends more of the body, which is taken over. */
    void write(ByteBuf data);

    /** Nothing more of the body follows but {@code trailers}, which go no further where nothing carries them. */
    void end(MultiMap trailers);

    /** Whether it should be given no more until it has {@linkplain Listener#drained drained}. */
    boolean isFull();

    /** Reads nothing more of the answer until {@link #resume}. */
    void pause();

    void resume();

    /** The answer's head, as far as it goes further. */
    record Head(int status, String reason, MultiMap fields) {}

    /** Hears what comes back. After {@link #ended} or {@link #broken} nothing more comes. */
    interface Listener {

        /** The node wants to see the body. */
        void continued();

        void answered(Head head);

        /** More of the answer's body. The listener takes it over and has to release it. */
        void received(ByteBuf data);

        /** The answer is whole. */
        void ended(MultiMap trailers);

        /** The request takes more again, after it {@linkplain NodeStream#isFull was full}. */
        void drained();

        /** There is no answer, or no more of it. */
        void broken(Throwable cause);
    }
}
