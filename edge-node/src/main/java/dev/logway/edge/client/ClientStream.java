package dev.logway.edge.client;

import io.netty.buffer.ByteBuf;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** One request on its way from a client, and its answer on the way back, whatever carries them. Confined to one event loop. */
public interface ClientStream {

    /** Tells {@code listener} from now on what comes. */
    void listen(Listener listener);

    /** Hands nothing more of the request's body on until {@link #resume}. */
    void pause();

    void resume();

    /** Tells a client that waits for it to send the body (100 Continue). */
    void invite();

    /** The answer's header fields, to be filled before it {@linkplain #begin begins}. */
    MultiMap fields();

    /**
     * Begins the answer. Its head goes out with what is written first, or at {@link #sendHead}.
     *
     * @param reason the phrase behind the status, where there is one
     */
    void begin(int status, String reason, Body body);

    /** Sends the head alone, if it is not out. */
    void sendHead();

    /** Sends more of the body, which is taken over. */
    void write(ByteBuf data);

    /**
     * Ends the answer.
     *
     * @param last of the body, which is taken over; null if there is nothing more
     */
    void end(@Nullable ByteBuf last);

    /** Ends the answer with {@code trailers}, which are left out where nothing carries them. */
    void endWith(MultiMap trailers);

    /** Whether the client can see some of the answer already. */
    boolean isBegun();

    /** Whether all of the answer was handed over. */
    boolean isEnded();

    /** Whether it should be given no more until it has {@linkplain Listener#drained drained}. */
    boolean isFull();

    /** Makes this the last request of its connection, and says so if the head is not out; nothing if others share it. */
    void makeLast();

    /** Whether no other request can follow over the connection, so that it is to be closed at the end. */
    boolean isLast();

    /** The request is whole and answered. Closes the connection if it {@linkplain #isLast is the last}. */
    void finish();

    /** The answer is whole, and nothing more of the request is wanted. */
    void finishEarly();

    /** Ends the answer so that the client cannot take what it got for the whole. */
    void cutOff();

    /** Bytes of the body that came. */
    long bytesRead();

    /** Bytes of the answer's body that were handed over. */
    long bytesWritten();

    /** What is known of an answer's body when it begins. */
    enum Body {
        /** There is none. */
        NONE,
        /** Content-Length tells its length. */
        OF_LENGTH,
        /** Only its end tells. */
        UNTIL_END
    }

    /** Hears of one request. */
    interface Listener {

        /** More of the body. The listener takes it over and has to release it. */
        void received(ByteBuf data);

        /** The body is whole. */
        void ended(MultiMap trailers);

        /** What came is no body; nothing more of it follows. */
        void malformed();

        /** The answer takes more again, after it {@linkplain ClientStream#isFull was full}. */
        void drained();

        /** The stream is gone, or its connection; one of its own is also gone once the answer has ended. */
        void closed();
    }
}
