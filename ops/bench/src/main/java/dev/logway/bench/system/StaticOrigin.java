package dev.logway.bench.system;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

/** An upstream in this process that answers everything with the same bytes. */
public final class StaticOrigin implements AutoCloseable {
    /** The answer's size in bytes, that of a small JSON document. */
    public static final int BODY_BYTES = 700;

    private final Vertx vertx;
    private final int port;

    private StaticOrigin(Vertx vertx, int port) {
        this.vertx = vertx;
        this.port = port;
    }

    /** Listens on a free port of 127.0.0.1. */
    public static StaticOrigin start() {
        var vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        Buffer body = Buffer.buffer(body());
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(body))
                .listen()
                .await();
        return new StaticOrigin(vertx, server.actualPort());
    }

    public int port() {
        return port;
    }

    /** A JSON document of {@value #BODY_BYTES} bytes. */
    public static String body() {
        String start = "{\"id\": \"4711\", \"text\": \"";
        String end = "\"}";
        return start + "x".repeat(BODY_BYTES - start.length() - end.length()) + end;
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
