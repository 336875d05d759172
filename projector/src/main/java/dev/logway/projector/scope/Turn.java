package dev.logway.projector.scope;

import dev.logway.domain.command.CommandId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decided command.
 *
 * @param answerBytes the length of its answer; 0 if it has none of its own
 * @param answerKey where its answer stands; empty if it has none
 */
record Turn(Instant at, CommandId id, int answerBytes, byte[] answerKey) {
    private static final int FIXED = 3 * Long.BYTES + Integer.BYTES;

    static @Nullable Turn decode(byte @Nullable [] value) {
        if (value == null || value.length < FIXED) {
            return null;
        }
        var buffer = ByteBuffer.wrap(value);
        Instant at = Instant.ofEpochMilli(buffer.getLong());
        var id = new CommandId(new UUID(buffer.getLong(), buffer.getLong()));
        int answerBytes = buffer.getInt();
        var answerKey = new byte[buffer.remaining()];
        buffer.get(answerKey);
        return new Turn(at, id, answerBytes, answerKey);
    }

    byte[] encode() {
        return ByteBuffer.allocate(FIXED + answerKey.length)
                .putLong(at.toEpochMilli())
                .put(StoreKeys.bytes(id))
                .putInt(answerBytes)
                .put(answerKey)
                .array();
    }
}
