package dev.logway.edge.proxy;

import dev.logway.domain.resource.Timeouts;
import dev.logway.edge.http1.Fields;
import dev.logway.edge.upstream.NodeStream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The body of a request on its way to the upstream, as fast as the slower of both sides. */
final class Upload {
    private final HttpServerRequest request;
    private final long clientIdleNanos;
    private final long most;
    private final Runnable whenTooLarge;
    private final Wait wait = new Wait();
    private @Nullable Buffer whole;
    private long taken;
    private boolean begun;
    private boolean ended;

    /**
     * @param request paused if it has a body
     * @param whenTooLarge runs instead of everything else once the body is known to be larger than it may be; the rest is unread
     */
    Upload(HttpServerRequest request, Limits limits, Runnable whenTooLarge) {
        long bytes = limits.bodies().bytes();
        this.most = bytes == 0 ? Long.MAX_VALUE : bytes;
        this.whenTooLarge = whenTooLarge;
        this.request = request;
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
        return whole != null;
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
        request.response().writeContinue();
    }

    /** There is no body. */
    void skip() {
        ended = true;
    }

    /**
     * Reads all of the body before any of it is sent on.
     *
     * @param mostToRead bytes
     * @param whenRead receives the body
     */
    void readWhole(long mostToRead, Consumer<Buffer> whenRead) {
        Buffer collected = Buffer.buffer();
        request.handler(chunk -> {
            if (collected.length() + chunk.length() > Math.min(mostToRead, most)) {
                hold();
                whenTooLarge.run();
            } else {
                collected.appendBuffer(chunk);
                wait.start(Wait.For.CLIENT_BODY, clientIdleNanos);
            }
        });
        request.endHandler(_ -> {
            ended = true;
            wait.stop();
            whole = collected;
            whenRead.accept(collected);
        });
        wait.start(Wait.For.CLIENT_BODY, clientIdleNanos);
        request.resume();
    }

    /** @param whenSent runs once the upstream has been given everything */
    void start(NodeStream to, Timeouts timeouts, Runnable whenSent) {
        if (whole != null) {
            to.send(whole);
            whenSent.run();
            return;
        }
        long sendNanos = timeouts.send().toNanos();
        request.handler(chunk -> send(to, chunk, sendNanos));
        request.endHandler(_ -> {
            ended = true;
            wait.stop();
            to.end(new Fields());
            whenSent.run();
        });
        wait.start(Wait.For.CLIENT_BODY, clientIdleNanos);
        request.resume();
    }

    private void send(NodeStream to, Buffer chunk, long sendNanos) {
        begun = true;
        taken += chunk.length();
        if (taken > most) {
            hold();
            whenTooLarge.run();
            return;
        }
        to.write(chunk);
        if (to.isFull()) {
            request.pause();
            wait.start(Wait.For.UPSTREAM_TO_TAKE, sendNanos);
        } else {
            wait.start(Wait.For.CLIENT_BODY, clientIdleNanos);
        }
    }

    /** The upstream takes more again. */
    void drained() {
        if (wait.what() == Wait.For.UPSTREAM_TO_TAKE) {
            wait.start(Wait.For.CLIENT_BODY, clientIdleNanos);
            request.resume();
        }
    }

    /** Holds the body back, for another connection to be found. */
    void hold() {
        wait.stop();
        if (!ended) {
            request.pause().handler(null).endHandler(null);
        }
    }

    /** Reads what is left and throws it away, for {@code nanos} at most. */
    void discard(long nanos) {
        wait.start(Wait.For.CLIENT_TO_FINISH, nanos);
        request.handler(_ -> {});
        request.resume();
    }

    /** @param handler runs when all of the body was read, or at once if it was */
    void onEnd(Runnable handler) {
        if (ended) {
            handler.run();
        } else {
            request.endHandler(_ -> {
                ended = true;
                wait.stop();
                handler.run();
            });
        }
    }
}
