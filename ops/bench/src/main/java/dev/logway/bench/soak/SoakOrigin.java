package dev.logway.bench.soak;

import dev.logway.standalone.FreePorts;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * A node that answers {@code …/length/N} and {@code …/chunked/N} with so many bytes, an upload with the number of its
 * bytes, and a WebSocket with what it is sent. It can go and come back.
 */
final class SoakOrigin {
    private static final int PIECE_BYTES = 16 * 1024;
    private static final Buffer PIECE = Buffer.buffer(new byte[PIECE_BYTES]);

    private final Vertx vertx;
    private final int port = FreePorts.one();
    private HttpServer server;

    private SoakOrigin(Vertx vertx) {
        this.vertx = vertx;
        this.server = listening();
    }

    static SoakOrigin start(Vertx vertx) {
        return new SoakOrigin(vertx);
    }

    int port() {
        return port;
    }

    /** Closes its port and all connections, whatever happens on them. */
    void go() {
        server.close().await();
    }

    void comeBack() {
        server = listening();
    }

    private HttpServer listening() {
        return vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(SoakOrigin::answer)
                .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
                .listen()
                .await();
    }

    private static void answer(HttpServerRequest request) {
        if (HttpMethod.POST.equals(request.method())) {
            long[] bytes = {0};
            request.handler(data -> bytes[0] += data.length());
            request.endHandler(_ -> request.response().end(String.valueOf(bytes[0])));
            return;
        }
        String[] path = String.valueOf(request.path()).split("/", -1);
        String last = path[path.length - 1];
        int bytes = last.matches("[0-9]+") ? Integer.parseInt(last) : 0;
        if (path[path.length - 2].equals("chunked")) {
            request.response().setChunked(true);
        } else {
            request.response().putHeader("Content-Length", String.valueOf(bytes));
        }
        send(request, bytes);
    }

    /** Waits for the edge to take what it was sent before it sends more. */
    private static void send(HttpServerRequest request, int left) {
        int now = Math.min(left, PIECE_BYTES);
        if (left <= PIECE_BYTES) {
            var _ = request.response().end(PIECE.slice(0, now));
        } else {
            request.response().write(PIECE).onSuccess(_ -> send(request, left - now));
        }
    }
}
