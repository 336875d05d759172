package dev.logway.edge.proxy;

import dev.logway.domain.resource.Timeouts;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;

/** The body of a request on its way to the upstream, as fast as the slower of both sides. */
final class Upload {
    private final HttpServerRequest request;
    private final long clientIdleNanos;
    private final Wait wait = new Wait();
    private boolean begun;
    private boolean ended;

    /** @param request paused if it has a body */
    Upload(HttpServerRequest request, Limits limits) {
        this.request = request;
        this.clientIdleNanos = limits.idle().toNanos();
    }

    Wait pending() {
        return wait;
    }

    /** Whether any of the body was handed on, so that it cannot be sent again. */
    boolean isBegun() {
        return begun;
    }

    /** Whether all of it was read. */
    boolean isEnded() {
        return ended;
    }

    /** There is no body. */
    void skip() {
        ended = true;
    }

    /** @param whenSent runs once the upstream has been given everything */
    void start(HttpClientRequest to, Timeouts timeouts, Runnable whenSent) {
        long sendNanos = timeouts.send().toNanos();
        request.handler(chunk -> send(to, chunk, sendNanos));
        request.endHandler(_ -> {
            ended = true;
            wait.stop();
            to.end();
            whenSent.run();
        });
        wait.start(Wait.For.CLIENT_BODY, clientIdleNanos);
        request.resume();
    }

    private void send(HttpClientRequest to, Buffer chunk, long sendNanos) {
        begun = true;
        to.write(chunk);
        if (to.writeQueueFull()) {
            request.pause();
            wait.start(Wait.For.UPSTREAM_TO_TAKE, sendNanos);
            to.drainHandler(_ -> {
                wait.start(Wait.For.CLIENT_BODY, clientIdleNanos);
                request.resume();
            });
        } else {
            wait.start(Wait.For.CLIENT_BODY, clientIdleNanos);
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
