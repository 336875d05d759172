package dev.logway.edge.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;

/** The handshake that turns a request into a WebSocket (RFC 6455, section 4). What else it holds is for both ends to judge. */
final class WebSocketUpgrade {
    static final int SWITCHING_PROTOCOLS = 101;

    private WebSocketUpgrade() {}

    /** Whether {@code request}, which has no body, asks for it. */
    static boolean isAskedFor(ClientRequest request) {
        return request.version() == HttpVersion.HTTP_1_1 && request.method().equals("GET") && names(request.headers());
    }

    /** Whether {@code head} names the protocol, and Connection says so. */
    static boolean names(MultiMap head) {
        return head.contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && HopByHop.options(head).contains("upgrade");
    }

    /** Asks for it, or says that it is granted. */
    static void put(MultiMap head) {
        head.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        head.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    }

    /** Takes the extensions out of what is asked for. */
    static void withoutExtensions(MultiMap head) {
        head.remove(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
    }
}
