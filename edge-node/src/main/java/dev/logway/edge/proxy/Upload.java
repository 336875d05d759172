package dev.logway.edge.proxy;

import dev.logway.domain.resource.Timeouts;
import dev.logway.edge.client.ClientStream;
import dev.logway.edge.upstream.NodeStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 *   HELD → WHOLE → HELD → SENT → …
 *        → SENT ⇄ HELD
 *        → DISCARDED
 */
/** The body of a request on its way to the upstream, as fast as the slower of both sides. */
final class Upload {
    private final ClientStream from;
    private final long clientIdleNanos;
    private final long most;
    private final Runnable whenTooLarge;
    private final Wait wait = new Wait();
    private Use use = Use.HELD;
    private @Nullable Buffer whole;
    private long mostToRead;
    private @Nullable Consumer<Buffer> whenRead;
    private @Nullable NodeStream to;
    private long sendNanos;
    private @Nullable Runnable whenSent;
    private @Nullable Runnable whenEnded;
    private long taken;
    private boolean begun;
    private boolean ended;

    /** What becomes of what comes. */
    private enum Use {
        /** It waits where it is. */
        HELD,
        /** It is collected. */
        WHOLE,
        /** It goes on. */
        SENT,
        /** It is thrown away. */
        DISCARDED
    }

    /** @param whenTooLarge runs instead of everything else once the body is known to be larger than it may be; the rest is unread */
    Upload(ClientStream from, Limits limits, Runnable whenTooLarge) {
        long bytes = limits.bodies().bytes();
        this.from = from;
        this.most = bytes == 0 ? Long.MAX_VALUE : bytes;
        this.whenTooLarge = whenTooLarge;
        this.clientIdleNanos = limits.times().idle().toNanos();
    }

    /** Whether a body of {@code bytes} is larger than it may be. */
    boolean isTooLarge(long bytes) {
        return bytes > most;
    }

    Wait pending() {
        return wait;
    }

    /** Whether any of the body was handed on and is gone, so that it cannot be sent again. */
    boolean isBegun() {
        return begun;
    }

    /** Whether all of it was read before any of it was sent. */
    boolean isWhole() {
        return use != Use.WHOLE && whole != null;
    }

    /** Its length, once it {@linkplain #isWhole is whole}. */
    long wholeBytes() {
        return whole == null ? 0 : whole.length();
    }

    /** Whether all of it was read. */
    boolean isEnded() {
        return ended;
    }

    /** Tells a client that waits for it to send its body. */
    void invite() {
        from.invite();
    }

    /** There is no body, or no more of it. */
    void skip() {
        ended = true;
        wait.stop();
    }

    /**
     * Reads all of the body before any of it is sent on.
     *
     * @param bytes to read at most
     * @param handler receives the body
     */
    void readWhole(long bytes, Consumer<Buffer> handler) {
        use = Use.WHOLE;
        mostToRead = Math.min(bytes, most);
        whenRead = handler;
        whole = Buffer.buffer();
        wait.start(Wait.For.CLIENT_BODY, clientIdleNanos);
        from.resume();
    }

    /** @param handler runs once the upstream has been given everything */
    void start(NodeStream node, Timeouts timeouts, Runnable handler) {
        if (whole != null) {
            node.send(Unpooled.wrappedBuffer(whole.getBytes()));
            handler.run();
            return;
        }
        use = Use.SENT;
        to = node;
        sendNanos = timeouts.send().toNanos();
        whenSent = handler;
        wait.start(Wait.For.CLIENT_BODY, clientIdleNanos);
        from.resume();
    }

    /** More of it came, which is taken over. */
    void received(ByteBuf data) {
        taken += data.readableBytes();
        switch (use) {
            case WHOLE -> collect(data);
            case SENT -> send(data);
            case HELD, DISCARDED -> data.release();
        }
    }

    /**
     * It is whole.
     *
     * @param trailers that go on
     */
    void ended(MultiMap trailers) {
        if (ended) {
            return;
        }
        skip();
        switch (use) {
            case WHOLE -> {
                use = Use.HELD;
                Objects.requireNonNull(whenRead).accept(Objects.requireNonNull(whole));
            }
            case SENT -> {
                Objects.requireNonNull(to).end(trailers);
                Objects.requireNonNull(whenSent).run();
            }
            case DISCARDED -> Objects.requireNonNull(whenEnded).run();
            case HELD -> {}
        }
    }

    private void collect(ByteBuf data) {
        if (taken > mostToRead) {
            data.release();
            tooLarge();
            return;
        }
        var bytes = new byte[data.readableBytes()];
        data.readBytes(bytes).release();
        Objects.requireNonNull(whole).appendBytes(bytes);
        wait.start(Wait.For.CLIENT_BODY, clientIdleNanos);
    }

    private void send(ByteBuf data) {
        begun = true;
        if (taken > most) {
            data.release();
            tooLarge();
            return;
        }
        NodeStream node = Objects.requireNonNull(to);
        node.write(data);
        if (node.isFull()) {
            from.pause();
            wait.start(Wait.For.UPSTREAM_TO_TAKE, sendNanos);
        } else {
            wait.start(Wait.For.CLIENT_BODY, clientIdleNanos);
        }
    }

    private void tooLarge() {
        hold();
        whenTooLarge.run();
    }

    /** The upstream takes more again. */
    void drained() {
        if (wait.what() == Wait.For.UPSTREAM_TO_TAKE) {
            wait.start(Wait.For.CLIENT_BODY, clientIdleNanos);
            from.resume();
        }
    }

    /** Holds the body back, for another connection to be found. */
    void hold() {
        wait.stop();
        use = Use.HELD;
        to = null;
        if (!ended) {
            from.pause();
        }
    }

    /**
     * Reads what is left and throws it away.
     *
     * @param nanos to wait for it at most
     * @param handler runs when all of it was read
     */
    void discard(long nanos, Runnable handler) {
        use = Use.DISCARDED;
        whenEnded = handler;
        wait.start(Wait.For.CLIENT_TO_FINISH, nanos);
        from.resume();
    }
}
