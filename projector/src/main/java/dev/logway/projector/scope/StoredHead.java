package dev.logway.projector.scope;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Hash;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.ConfigItem;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.Seal;
import dev.logway.wire.UndecodableException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A scope's head as it is kept: a version, the hash of the scope's last accepted event, its last seal, and the SHA-256
 * of all that. Without the last, a hash that was damaged here would break the chain of events for ever, unnoticed.
 * Heads of the version before have no checksum; they are read, and replaced with the scope's next revision.
 *
 * @param previous hash of the last accepted event
 */
record StoredHead(Hash previous, Seal seal) {
    private static final byte UNCHECKED = 1;
    private static final byte VERSION = 2;
    private static final int HASH = 32;

    /** The head's bytes; {@code seal} is the seal's value as in the config topic. */
    static byte[] encode(Hash previous, byte[] seal) {
        byte[] body = ByteBuffer.allocate(1 + HASH + seal.length)
                .put(VERSION)
                .put(bytes(previous))
                .put(seal)
                .array();
        return ByteBuffer.allocate(body.length + HASH)
                .put(body)
                .put(bytes(EventCodec.hash(body)))
                .array();
    }

    /** @throws UndecodableException if {@code value} is not what {@link #encode} gave for {@code scope} */
    static StoredHead decode(Scope scope, byte[] value) {
        byte[] body = body(value);
        byte[] seal = Arrays.copyOfRange(body, 1 + HASH, body.length);
        return switch (ConfigCodec.decode(scope, Keys.seal(), seal)) {
            case ConfigItem.Sealed(Seal found) -> new StoredHead(hash(body, 1), found);
            case ConfigItem.Changed _ -> throw new UndecodableException("not a seal");
        };
    }

    private static byte[] body(byte[] value) {
        int end = value.length - HASH;
        if (end > 1 + HASH && value[0] == UNCHECKED) {
            return value;
        }
        if (end <= 1 + HASH || value[0] != VERSION) {
            throw new UndecodableException("not a head of this version");
        }
        byte[] body = Arrays.copyOf(value, end);
        if (!EventCodec.hash(body).equals(hash(value, end))) {
            throw new UndecodableException("its bytes are not those that were kept");
        }
        return body;
    }

    private static Hash hash(byte[] value, int from) {
        return new Hash(HexFormat.of().formatHex(value, from, from + HASH));
    }

    private static byte[] bytes(Hash hash) {
        return HexFormat.of().parseHex(hash.hex());
    }
}
