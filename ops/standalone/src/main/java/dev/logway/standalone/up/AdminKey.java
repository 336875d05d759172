package dev.logway.standalone.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The first admin key: made at the first start and kept, readable by its owner alone, in the data directory. The
 * command API is given its hash only.
 */
final class AdminKey {
    private static final int BYTES = 32;

    private final String value;
    private final Path hashes;

    private AdminKey(String value, Path hashes) {
        this.value = value;
        this.hashes = hashes;
    }

    static AdminKey loadOrMake(DataDirectory data) {
        Path file = data.resolve("admin-key");
        Path hashes = data.resolve("admin-keys");
        try {
            if (!Files.exists(file)) {
                OwnersFile.write(file, "lw_" + random() + "\n");
            }
            String value = Files.readString(file, UTF_8).strip();
            if (!Files.exists(hashes)) {
                OwnersFile.write(hashes, "admin:" + sha256(value) + "\n");
            }
            return new AdminKey(value, hashes);
        } catch (IOException e) {
            throw new StartException("admin key " + file + " cannot be read or written (" + e.getMessage() + ")", e);
        }
    }

    String value() {
        return value;
    }

    /** The file that the command API reads: a name and a SHA-256 per line. */
    Path hashes() {
        return hashes;
    }

    private static String random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
