package dev.logway.wire;

import dev.logway.domain.command.Hash;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 over values that come one after the other. Confined to one thread. */
public final class RunningHash {
    private final MessageDigest sha256 = Fingerprints.sha256();

    public void add(byte[] value) {
        sha256.update(value);
    }

    /** The hash of what was added; nothing can be added after it. */
    public Hash hash() {
        return new Hash(HexFormat.of().formatHex(sha256.digest()));
    }
}
