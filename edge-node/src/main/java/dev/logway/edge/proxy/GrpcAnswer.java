package dev.logway.edge.proxy;

import dev.logway.edge.client.ClientStream;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;

/** The edge's own answers as gRPC clients understand them: trailers and nothing else (gRPC over HTTP/2, Trailers-Only). */
final class GrpcAnswer {
    private static final String GRPC = "application/grpc";
    private static final String STATUS = "grpc-status";
    private static final String MESSAGE = "grpc-message";

    private GrpcAnswer() {}

    /** Sends what stands for the HTTP status {@code status}. */
    static void send(ClientStream stream, int status) {
        send(stream, status, HttpResponseStatus.valueOf(status).toString());
    }

    /** As {@link #send(ClientStream, int)}, with {@code message}, which has to be printable ASCII without {@code %}. */
    static void send(ClientStream stream, int status, String message) {
        stream.fields()
                .set(HttpHeaderNames.CONTENT_TYPE, GRPC)
                .set(STATUS, Integer.toString(code(status)))
                .set(MESSAGE, message);
        stream.begin(200, "", ClientStream.Body.NONE);
        stream.end(null);
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
