package dev.logway.wire;

import dev.logway.domain.command.Hash;
import dev.logway.domain.image.Fingerprint;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) over records as they stand in the log. */
final class Fingerprints {
    private Fingerprints() {}

    /** The share of one config record in its image's digest; the key's length goes first, so that no two records meet. */
    static Fingerprint of(byte[] key, byte[] value) {
        MessageDigest sha256 = sha256();
        sha256.update((byte) key.length);
        sha256.update(key);
        var words = ByteBuffer.wrap(sha256.digest(value));
        return new Fingerprint(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    /** The hash by which the next accepted event names this one. */
    static Hash of(byte[] eventValue) {
        return new Hash(HexFormat.of().formatHex(sha256().digest(eventValue)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
