package dev.logway.edge.proxy;

import dev.logway.edge.routing.RequestTarget;
import io.netty.handler.codec.DecoderResult;

/** What the decoder found out about a request that it lets through. It travels with the request. */
final class AcceptedHead extends DecoderResult {
    private final RequestTarget target;

    AcceptedHead(RequestTarget target) {
        super(SIGNAL_SUCCESS);
        this.target = target;
    }

    RequestTarget target() {
        return target;
    }
}
