package dev.logway.edge.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The answers that the edge gives itself: JSON with APISIX's one field, {@code error_msg}; a status to gRPC clients. */
final class ErrorAnswer {
    private static final AsciiString JSON = AsciiString.cached("application/json");
    private static final Buffer NOT_FOUND = body("404 Route Not Found");

    private ErrorAnswer() {}

    /** Answers {@code request} as its client understands it. */
    static Future<Void> send(HttpServerRequest request, int status) {
        return GrpcAnswer.isWanted(request)
                ? GrpcAnswer.send(request.response(), status)
                : send(request.response(), status);
    }

    static Future<Void> send(HttpServerResponse response, int status) {
        response.setStatusCode(status);
        if (!response.getStatusMessage()
                .equals(HttpResponseStatus.valueOf(status).reasonPhrase())) {
            response.setStatusMessage(HttpResponseStatus.valueOf(status).reasonPhrase());
        }
        response.putHeader(HttpHeaderNames.CONTENT_TYPE, JSON);
        return response.end(
                status == 404
                        ? NOT_FOUND.copy()
                        : body(HttpResponseStatus.valueOf(status).toString()));
    }

    private static Buffer body(String message) {
        return Buffer.buffer("{\"error_msg\":\"" + message + "\"}");
    }
}
