package dev.logway.projector.scope;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The turns that a scope remembers: {@code oldest} to before {@code next}, with {@code bytes} of answers. */
record Window(long oldest, long next, long bytes) {
    private static final int LENGTH = 3 * Long.BYTES;
    private static final Window NOTHING = new Window(0, 0, 0);

    /** Whether {@code value} can be a window. */
    static boolean isIntact(byte @Nullable [] value) {
        return value == null || value.length == LENGTH;
    }

    static Window decode(byte @Nullable [] value) {
        if (value == null || !isIntact(value)) {
            return NOTHING;
        }
        var buffer = ByteBuffer.wrap(value);
        return new Window(buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .putLong(oldest)
                .putLong(next)
                .putLong(bytes)
                .array();
    }
}
