package dev.logway.api.http;

import dev.logway.api.key.ApiKeys;
import dev.logway.api.metrics.ApiMetrics;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The HTTP server of the API. */
public final class ApiServer {
    private static final long GRACE_SECONDS = 1;

    private final HttpServer server;
    private final OpenStreams streams;

    private ApiServer(HttpServer server, OpenStreams streams) {
        this.server = server;
        this.streams = streams;
    }

    /**
     * Starts serving {@code plane}.
     *
     * @param options where to listen, and with which certificate
     * @param keys that open it
     */
    public static Future<ApiServer> start(
            Vertx vertx,
            HttpServerOptions options,
            ApiKeys keys,
            ControlPlane plane,
            ApiLimits limits,
            ApiMetrics metrics) {
        Operations operations =
                Operations.of(vertx, plane, limits, metrics, InstantSource.system(), new SecureRandom());
        // HTTP/2 brings nothing to an admin's client, and h2c is a way around proxies that check requests.
        var plain =
                new HttpServerOptions(options).setHttp2ClearTextEnabled(false).setUseAlpn(false);
        return vertx.createHttpServer(plain)
                .requestHandler(ApiRouter.create(vertx, operations, keys))
                .invalidRequestHandler(ApiServer::refuse)
                .listen()
                .map(server -> new ApiServer(server, operations.streams()));
    }

    /** Answers what could not be read as HTTP. Nothing after it on the connection can be trusted to begin a request. */
    private static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        ApiException problem = switch (cause) {
            case TooLongHttpLineException _ ->
                new ApiException(ProblemType.URI_TOO_LONG, "the request line is too long");
            case TooLongHttpHeaderException _ ->
                new ApiException(ProblemType.HEADERS_TOO_LARGE, "the headers are too large");
            case null, default -> new ApiException(ProblemType.BAD_REQUEST, "the request is not valid HTTP");
        };
        Answer answer = Answer.problem(problem.header("Connection", "close"));
        request.response().setStatusCode(answer.status());
        answer.headers().forEach(request.response()::putHeader);
        if (answer.body() instanceof Answer.Body.Whole(Buffer bytes)) {
            request.response().end(bytes).onComplete(_ -> request.connection().close());
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Stops taking requests, ends live streams, and those requests that are under way after a second. */
    public Future<Void> close() {
        Future<Void> down = server.shutdown(GRACE_SECONDS, TimeUnit.SECONDS);
        return Future.join(streams.end(), down).mapEmpty();
    }
}
