package dev.logway.edge.body;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/** The same bytes as Vert.x and as Netty have them. */
public final class Bytes {
    private Bytes() {}

    /** {@code data} for Netty, taken over. */
    public static ByteBuf of(Buffer data) {
        return ((BufferInternal) data).getByteBuf();
    }

    /** {@code data}, which is taken over, for Vert.x. */
    public static Buffer buffer(ByteBuf data) {
        return BufferInternal.safeBuffer(data);
    }
}
