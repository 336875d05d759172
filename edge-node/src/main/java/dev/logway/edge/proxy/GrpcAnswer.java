package dev.logway.edge.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The edge's own answers as gRPC clients understand them: trailers and nothing else (gRPC over HTTP/2, Trailers-Only). */
final class GrpcAnswer {
    private static final String GRPC = "application/grpc";
    private static final AsciiString STATUS = AsciiString.cached("grpc-status");
    private static final AsciiString MESSAGE = AsciiString.cached("grpc-message");

    private GrpcAnswer() {}

    /** Whether {@code request} is a gRPC call. */
    static boolean isWanted(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                && isGrpc(request.headers().get(HttpHeaderNames.CONTENT_TYPE));
    }

    /** Sends what stands for the HTTP status {@code status}. */
    static Future<Void> send(HttpServerResponse response, int status) {
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, GRPC)
                .set(STATUS, Integer.toString(code(status)))
                .set(MESSAGE, HttpResponseStatus.valueOf(status).toString());
        return response.setStatusCode(200).end();
    }

    /** gRPC-Web, {@code application/grpc-web}, is another protocol. */
    private static boolean isGrpc(@Nullable String contentType) {
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith(GRPC)) {
            return false;
        }
        return contentType.length() == GRPC.length()
                || contentType.charAt(GRPC.length()) == '+'
                || contentType.charAt(GRPC.length()) == ';';
    }

    /** The code that a client would make of the status itself, but for 504, which is known to be the deadline. */
    private static int code(int status) {
        return switch (status) {
            case 400, 431 -> 13; // INTERNAL
            case 401 -> 16; // UNAUTHENTICATED
            case 403 -> 7; // PERMISSION_DENIED
            case 404 -> 12; // UNIMPLEMENTED
            case 413 -> 8; // RESOURCE_EXHAUSTED
            case 408, 504 -> 4; // DEADLINE_EXCEEDED
            case 429, 502, 503 -> 14; // UNAVAILABLE
            default -> 2; // UNKNOWN
        };
    }
}
