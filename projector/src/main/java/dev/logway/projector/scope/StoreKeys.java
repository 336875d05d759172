package dev.logway.projector.scope;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.domain.command.CommandId;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where things stand in the store: a letter, the scope's path, and for what a scope has many of, a zero byte and the
 * rest. A change of what stands under a letter takes a new letter.
 */
final class StoreKeys {
    private static final byte[] HEAD = {'h'};
    private static final byte[] RESOURCE = {'r'};
    private static final byte[] ID = {'i'};
    private static final byte[] ANSWER = {'a'};
    private static final byte[] TURN = {'t'};
    private static final byte[] WINDOW = {'w'};
    private static final byte[] POSITION = {'p'};
    private static final byte[] END = {0};

    private StoreKeys() {}

    /** A key taken apart. */
    record Parsed(Scope scope, byte[] rest) {}

    static byte[] heads() {
        return HEAD.clone();
    }

    static byte[] resources() {
        return RESOURCE.clone();
    }

    static byte[] windows() {
        return WINDOW.clone();
    }

    /** Of what the partition's scopes have in common: how far its commands were taken. */
    static byte[] position() {
        return POSITION.clone();
    }

    static byte[] head(Scope scope) {
        return join(HEAD, path(scope));
    }

    /** @param key the resource's, as in the config topic */
    static byte[] resource(Scope scope, byte[] key) {
        return join(RESOURCE, path(scope), END, key);
    }

    static byte[] window(Scope scope) {
        return join(WINDOW, path(scope));
    }

    static byte[] id(Scope scope, CommandId id) {
        return join(ID, path(scope), END, bytes(id));
    }

    /** An idempotency key has no zero byte, so that no two pairs of key and actor meet. */
    static byte[] answer(Scope scope, String idempotencyKey, String actor) {
        return join(ANSWER, path(scope), END, idempotencyKey.getBytes(UTF_8), END, actor.getBytes(UTF_8));
    }

    static byte[] turn(Scope scope, long number) {
        return join(
                TURN,
                path(scope),
                END,
                ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /** Takes a key of this class apart; empty if it names no scope. */
    static Optional<Parsed> parse(byte[] key) {
        int end = 1;
        while (end < key.length && key[end] != 0) {
            end++;
        }
        int rest = Math.min(end + 1, key.length);
        var remainder = new byte[key.length - rest];
        System.arraycopy(key, rest, remainder, 0, remainder.length);
        return Scope.parse(new String(key, 1, end - 1, UTF_8)).map(scope -> new Parsed(scope, remainder));
    }

    static byte[] bytes(CommandId id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits())
                .array();
    }

    private static byte[] path(Scope scope) {
        return scope.path().getBytes(UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        var joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }
}
