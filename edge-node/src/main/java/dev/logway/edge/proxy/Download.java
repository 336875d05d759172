package dev.logway.edge.proxy;

import dev.logway.domain.resource.Timeouts;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** An answer on its way to the client, as fast as the slower of both sides. */
final class Download {
    private static final long UNKNOWN = -1;

    private final HttpServerResponse response;
    private final HttpVersion version;
    private final boolean headOnly;
    private final long clientIdleNanos;
    private final Wait wait = new Wait();
    private long remaining = UNKNOWN;
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

    /**
     * @param beforeHead runs once the head is made and before any of it is written
     * @param whenEnded runs when the upstream has sent everything and the client was given it
     */
    void start(HttpClientResponse from, Timeouts timeouts, Runnable beforeHead, Runnable whenEnded) {
        head(from);
        beforeHead.run();
        headDue = true;
        long readNanos = timeouts.read().toNanos();
        wait.start(Wait.For.UPSTREAM_BODY, readNanos);
        from.handler(chunk -> send(from, chunk, readNanos));
        from.endHandler(_ -> {
            wait.stop();
            headDue = false;
            if (!response.ended()) {
                end(from);
            }
            whenEnded.run();
        });
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

    private void head(HttpClientResponse from) {
        int status = from.statusCode();
        response.setStatusCode(status);
        boolean hasBody = !headOnly && status != 204 && status != 304;
        String reason = from.statusMessage();
        if (hasBody && !HttpResponseStatus.valueOf(status).reasonPhrase().equals(reason)) {
            response.setStatusMessage(reason);
        }
        Heads.response(from.headers(), response.headers());
        String length = from.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null && !from.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
            remaining = hasBody ? Long.parseLong(length) : UNKNOWN;
        } else if (hasBody && version != HttpVersion.HTTP_1_0) {
            response.setChunked(true);
        } else if (hasBody) {
            untilClose = true;
            response.headersEndHandler(_ -> response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE));
        }
    }

    private void send(HttpClientResponse from, Buffer chunk, long readNanos) {
        headDue = false;
        if (remaining == chunk.length()) {
            // The last of a known length goes out together with the end, and a small answer in one piece.
            response.end(chunk);
            return;
        }
        remaining -= remaining == UNKNOWN ? 0 : chunk.length();
        response.write(chunk);
        if (response.writeQueueFull()) {
            from.pause();
            wait.start(Wait.For.CLIENT_TO_TAKE, clientIdleNanos);
            response.drainHandler(_ -> {
                wait.start(Wait.For.UPSTREAM_BODY, readNanos);
                from.resume();
            });
        } else {
            wait.start(Wait.For.UPSTREAM_BODY, readNanos);
        }
    }

    private void end(HttpClientResponse from) {
        ended = true;
        if (response.isChunked() && !from.trailers().isEmpty()) {
            from.trailers().forEach((name, value) -> response.trailers().add(name, value));
        }
        response.end();
    }
}
