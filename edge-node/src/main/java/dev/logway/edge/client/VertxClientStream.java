package dev.logway.edge.client;

import dev.logway.edge.body.Bytes;
import dev.logway.edge.http1.Fields;
import io.netty.buffer.ByteBuf;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** A stream of HTTP/2, as Vert.x gives it. */
final class VertxClientStream implements ClientStream {
    /** Error codes (RFC 9113, section 7). */
    private static final long NO_ERROR = 0;

    private static final long INTERNAL_ERROR = 2;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private boolean ended;

    VertxClientStream(HttpServerRequest request) {
        this.request = request;
        this.response = request.response();
    }

    @Override
    public void listen(Listener listener) {
        request.exceptionHandler(_ -> {});
        request.handler(data -> listener.received(Bytes.of(data)));
        request.endHandler(_ -> listener.ended(new Fields()));
        response.exceptionHandler(_ -> {});
        response.drainHandler(_ -> listener.drained());
        response.closeHandler(_ -> listener.closed());
    }

    @Override
    public void pause() {
        request.pause();
    }

    @Override
    public void resume() {
        request.resume();
    }

    @Override
    public void invite() {
        response.writeContinue();
    }

    @Override
    public MultiMap fields() {
        return response.headers();
    }

    @Override
    public void begin(int status, String reason, Body body) {
        response.setStatusCode(status);
        if (body == Body.UNTIL_END) {
            response.setChunked(true);
        }
    }

    @Override
    public void sendHead() {
        if (!response.headWritten()) {
            response.writeHead();
        }
    }

    @Override
    public void write(ByteBuf data) {
        response.write(Bytes.buffer(data));
    }

    @Override
    public void end(@Nullable ByteBuf last) {
        ended = true;
        if (last == null) {
            response.end();
        } else {
            response.end(Bytes.buffer(last));
        }
    }

    @Override
    public void endWith(MultiMap trailers) {
        ended = true;
        if (response.isChunked() && !trailers.isEmpty()) {
            trailers.forEach((name, value) -> response.trailers().add(name, value));
        }
        response.end();
    }

    @Override
    public boolean isBegun() {
        return response.headWritten();
    }

    /** Vert.x does not say so of an answer with trailers. */
    @Override
    public boolean isEnded() {
        return ended || response.ended();
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void makeLast() {}

    @Override
    public boolean isLast() {
        return false;
    }

    @Override
    public void finish() {}

    /** The answer is whole, and the client need not go on (RFC 9113, section 8.1). */
    @Override
    public void finishEarly() {
        response.reset(NO_ERROR);
    }

    @Override
    public void cutOff() {
        response.reset(INTERNAL_ERROR);
    }

    @Override
    public long bytesRead() {
        return request.bytesRead();
    }

    @Override
    public long bytesWritten() {
        return response.bytesWritten();
    }
}
