package dev.logway.edge.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.logway.edge.client.Audience;
import dev.logway.edge.client.ClientStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;

/** The answers that the edge gives itself: JSON with APISIX's one field, {@code error_msg}; a status to gRPC clients. */
final class ErrorAnswer {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final byte[] NOT_FOUND = body("404 Route Not Found");

    private ErrorAnswer() {}

    /** Answers on {@code stream} as {@code audience} understands it. */
    static void send(ClientStream stream, Audience audience, int status) {
        switch (audience) {
            case HTTP -> send(stream, status);
            case GRPC -> GrpcAnswer.send(stream, status);
        }
    }

    /** Answers what {@code problem} says, likewise. */
    static void send(ClientStream stream, Audience audience, Problem problem) {
        switch (audience) {
            case HTTP ->
                send(
                        stream,
                        problem.status(),
                        PROBLEM,
                        problem.document().toBuffer().getBytes());
            case GRPC -> GrpcAnswer.send(stream, problem.status(), problem.detail());
        }
    }

    private static void send(ClientStream stream, int status) {
        send(
                stream,
                status,
                JSON,
                status == 404
                        ? NOT_FOUND
                        : body(HttpResponseStatus.valueOf(status).toString()));
    }

    private static void send(ClientStream stream, int status, String type, byte[] bytes) {
        ByteBuf body = Unpooled.wrappedBuffer(bytes);
        stream.fields()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()));
        stream.begin(status, HttpResponseStatus.valueOf(status).reasonPhrase(), ClientStream.Body.OF_LENGTH);
        stream.end(body);
    }

    private static byte[] body(String message) {
        return ("{\"error_msg\":\"" + message + "\"}").getBytes(US_ASCII);
    }
}
