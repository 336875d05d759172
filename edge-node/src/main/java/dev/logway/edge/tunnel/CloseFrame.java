package dev.logway.edge.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.concurrent.ThreadLocalRandom;

/** A frame that closes a WebSocket (RFC 6455, section 5.5.1), with a code and no words. */
final class CloseFrame {
    private static final int FINAL_CLOSE = 0x88;
    private static final int MASK = 0x80;
    private static final int CODE_BYTES = 2;

    private CloseFrame() {}

    /** As a server sends it. */
    static ByteBuf toClient(WebSocketCloseStatus status) {
        return Unpooled.buffer(4).writeByte(FINAL_CLOSE).writeByte(CODE_BYTES).writeShort(status.code());
    }

    /** As a client sends it, masked. */
    static ByteBuf toUpstream(WebSocketCloseStatus status) {
        int key = ThreadLocalRandom.current().nextInt();
        return Unpooled.buffer(8)
                .writeByte(FINAL_CLOSE)
                .writeByte(MASK | CODE_BYTES)
                .writeInt(key)
                .writeShort(status.code() ^ key >>> 16);
    }
}
