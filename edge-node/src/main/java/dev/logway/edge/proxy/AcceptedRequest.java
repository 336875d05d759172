package dev.logway.edge.proxy;

import dev.logway.edge.routing.RequestTarget;
import io.netty.handler.codec.DecoderResult;

/** What the decoder found out about a request that it lets through. It travels with the request. */
final class AcceptedRequest extends DecoderResult {
    private final RequestTarget target;

    AcceptedRequest(RequestTarget target) {
        super(SIGNAL_SUCCESS);
        this.target = target;
    }

    RequestTarget target() {
        return target;
    }
}
