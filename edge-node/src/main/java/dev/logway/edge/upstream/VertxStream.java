package dev.logway.edge.upstream;

import dev.logway.edge.body.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.net.HostAndPort;
import org.jspecify.annotations.Nullable;

/** A stream of HTTP/2, as Vert.x gives it. */
final class VertxStream implements NodeStream {
    private final HttpClientRequest request;
    private @Nullable HttpClientResponse response;

    VertxStream(HttpClientRequest request, Listener listener) {
        this.request = request;
        request.exceptionHandler(listener::broken);
        request.continueHandler(_ -> listener.continued());
        request.drainHandler(_ -> listener.drained());
        request.response().onComplete(head -> {
            if (head.succeeded()) {
                begin(head.result(), listener);
            } else {
                listener.broken(head.cause());
            }
        });
    }

    private void begin(HttpClientResponse begun, Listener listener) {
        response = begun;
        begun.exceptionHandler(listener::broken);
        begun.handler(data -> listener.received(Bytes.of(data)));
        begun.endHandler(_ -> listener.ended(begun.trailers()));
        listener.answered(new Head(begun.statusCode(), begun.statusMessage(), begun.headers()));
    }

    @Override
    public MultiMap fields() {
        return request.headers();
    }

    @Override
    public void send(@Nullable ByteBuf whole) {
        shape();
        if (whole == null) {
            request.end();
        } else {
            request.end(Bytes.buffer(whole));
        }
    }

    @Override
    public void sendHead() {
        shape();
        if (!request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
            request.setChunked(true);
        }
        request.writeHead();
    }

    /** Makes of a head what HTTP/2 wants: an authority for the Host, and nothing of the connection (RFC 9113, section 8). */
    private void shape() {
        String host = request.headers().get(HttpHeaderNames.HOST);
        request.authority(HostAndPort.parseAuthority(host, -1));
        request.headers().remove(HttpHeaderNames.HOST).remove(HttpHeaderNames.CONNECTION);
    }

    @Override
    public void write(ByteBuf data) {
        request.write(Bytes.buffer(data));
    }

    @Override
    public void end(MultiMap trailers) {
        request.end();
    }

    @Override
    public boolean isFull() {
        return request.writeQueueFull();
    }

    @Override
    public void pause() {
        if (response != null) {
            response.pause();
        }
    }

    @Override
    public void resume() {
        if (response != null) {
            response.resume();
        }
    }
}
