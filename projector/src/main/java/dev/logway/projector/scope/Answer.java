package dev.logway.projector.scope;

import dev.logway.domain.command.Hash;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The first answer under an idempotency key.
 *
 * @param turn it belongs to
 * @param body hash of what was asked for
 * @param event the first command's event, as in the events topic
 */
record Answer(long turn, Instant at, Hash body, byte[] event) {
    private static final int HASH = 32;
    private static final int FIXED = 2 * Long.BYTES + HASH;

    static @Nullable Answer decode(byte @Nullable [] value) {
        if (value == null || value.length < FIXED) {
            return null;
        }
        var buffer = ByteBuffer.wrap(value);
        long turn = buffer.getLong();
        Instant at = Instant.ofEpochMilli(buffer.getLong());
        var hash = new byte[HASH];
        buffer.get(hash);
        var event = new byte[buffer.remaining()];
        buffer.get(event);
        return new Answer(turn, at, new Hash(HexFormat.of().formatHex(hash)), event);
    }

    byte[] encode() {
        return ByteBuffer.allocate(FIXED + event.length)
                .putLong(turn)
                .putLong(at.toEpochMilli())
                .put(HexFormat.of().parseHex(body.hex()))
                .put(event)
                .array();
    }
}
