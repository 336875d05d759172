package dev.logway.standalone.up;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/** A small upstream that answers what it was asked, so that the first route has somewhere to go. */
final class EchoServer {
    private static final int MAX_BODY = 64 * 1024;

    private EchoServer() {}

    /** Listens on 127.0.0.1. */
    static Future<HttpServer> start(Vertx vertx, int port) {
        return vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setHandle100ContinueAutomatically(true))
                .requestHandler(EchoServer::answer)
                .listen();
    }

    private static void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var headers = new JsonObject();
            request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
            var echo = new JsonObject()
                    .put("method", request.method().name())
                    .put("uri", request.uri())
                    .put("headers", headers);
            if (body.length() > 0) {
                echo.put("body", body.getString(0, Math.min(body.length(), MAX_BODY)));
            }
            request.response().putHeader("Content-Type", "application/json").end(echo.encodePrettily() + "\n");
        });
    }
}
