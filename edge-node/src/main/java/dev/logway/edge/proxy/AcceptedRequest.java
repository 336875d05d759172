package dev.logway.edge.proxy;

import dev.logway.edge.routing.RequestTarget;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request that two parties cannot read differently, whatever it came over.
 *
 * @param host the Host field, or {@code :authority}, as it was sent; null if there was none
 * @param bodyBytes the length of the body; {@value #UNKNOWN} if only its end tells
 */
record AcceptedRequest(
        HttpServerRequest request,
        RequestTarget target,
        @Nullable String host,
        long bodyBytes) {
    static final long UNKNOWN = -1;

    /** @throws RefusedException if it is refused after all */
    static AcceptedRequest of(HttpServerRequest request, ClientConnection client) {
        if (client.isMultiplexed()) {
            return StrictStreamHead.accept(request, client);
        }
        RequestTarget target = ((AcceptedHead) request.decoderResult()).target();
        return new AcceptedRequest(
                request, target, request.headers().get(HttpHeaderNames.HOST), http1BodyBytes(request));
    }

    private static long http1BodyBytes(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return UNKNOWN;
        }
        String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }
}
