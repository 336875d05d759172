package dev.logway.edge.proxy;

import dev.logway.domain.resource.Timeouts;
import dev.logway.edge.upstream.NodeStream;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** An answer on its way to the client, as fast as the slower of both sides. */
final class Download {
    private static final long UNKNOWN = -1;

    private final HttpServerResponse response;
    private final HttpVersion version;
    private final boolean headOnly;
    private final long clientIdleNanos;
    private final Wait wait = new Wait();
    private long remaining = UNKNOWN;
    private @Nullable NodeStream from;
    private long readNanos;
    private boolean headDue;
    private boolean untilClose;
    private boolean ended;

    Download(HttpServerRequest request, Limits limits) {
        this.response = request.response();
        this.version = request.version();
        this.headOnly = request.method().equals(HttpMethod.HEAD);
        this.clientIdleNanos = limits.times().idle().toNanos();
    }

    Wait pending() {
        return wait;
    }

    /** Whether the body's end is the connection's, so that only a reset tells a client that it is cut off. */
    boolean isUntilClose() {
        return untilClose;
    }

    /** @param beforeHead runs once the head is made and before any of it is written */
    void start(NodeStream.Head head, NodeStream source, Timeouts timeouts, Runnable beforeHead) {
        from = source;
        readNanos = timeouts.read().toNanos();
        make(head);
        beforeHead.run();
        headDue = true;
        wait.start(Wait.For.UPSTREAM_BODY, readNanos);
    }

    /** The upstream has sent everything. */
    void end(MultiMap trailers) {
        wait.stop();
        headDue = false;
        from = null;
        if (!response.ended()) {
            ended = true;
            if (response.isChunked() && !trailers.isEmpty()) {
                trailers.forEach((name, value) -> response.trailers().add(name, value));
            }
            response.end();
        }
    }

    /** Whether the client was given everything. Vert.x does not say so of an answer with trailers. */
    boolean isEnded() {
        return ended;
    }

    /** Whether the head should go out by itself unless the body comes at once. */
    boolean mayBeSlow() {
        return headDue && (remaining == UNKNOWN || remaining > Limits.CHUNK_BYTES);
    }

    /** Sends the head now if nothing of the body has come yet. */
    void flushHead() {
        if (headDue && !untilClose && !response.ended()) {
            headDue = false;
            response.writeHead();
        }
    }

    private void make(NodeStream.Head head) {
        int status = head.status();
        response.setStatusCode(status);
        boolean hasBody = !headOnly && status != 204 && status != 304;
        String reason = head.reason();
        if (hasBody && !HttpResponseStatus.valueOf(status).reasonPhrase().equals(reason)) {
            response.setStatusMessage(reason);
        }
        Heads.response(head.fields(), response.headers());
        String length = head.fields().get(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null && !head.fields().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
            remaining = hasBody ? Long.parseLong(length) : UNKNOWN;
        } else if (hasBody && version != HttpVersion.HTTP_1_0) {
            response.setChunked(true);
        } else if (hasBody) {
            untilClose = true;
            response.headersEndHandler(_ -> response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE));
        }
    }

    /** More of the body came. */
    void send(Buffer chunk) {
        headDue = false;
        if (remaining == chunk.length()) {
            // The last of a known length goes out together with the end, and a small answer in one piece.
            response.end(chunk);
            return;
        }
        remaining -= remaining == UNKNOWN ? 0 : chunk.length();
        response.write(chunk);
        if (response.writeQueueFull() && from != null) {
            from.pause();
            wait.start(Wait.For.CLIENT_TO_TAKE, clientIdleNanos);
            response.drainHandler(_ -> drained());
        } else {
            wait.start(Wait.For.UPSTREAM_BODY, readNanos);
        }
    }

    private void drained() {
        if (from != null) {
            wait.start(Wait.For.UPSTREAM_BODY, readNanos);
            from.resume();
        }
    }
}
