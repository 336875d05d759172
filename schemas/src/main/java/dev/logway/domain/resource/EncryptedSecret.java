package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

/**
 * A secret as it stands in the log: readable only by those who hold the keyset. Equal secrets of one owner under one
 * key are equal here too, so that putting what is there already changes nothing.
 *
 * @param ciphertext Base64 (RFC 4648, section 4); 1 to {@value #MAX_LENGTH} characters
 */
public record EncryptedSecret(String ciphertext) {
    public static final int MAX_LENGTH = 131_072;

    /** @throws IllegalArgumentException if {@code ciphertext} is empty or too long */
    public EncryptedSecret {
        require(
                !ciphertext.isEmpty() && ciphertext.length() <= MAX_LENGTH,
                "key",
                ciphertext.length() + " characters, encrypted",
                "1 to 131072 characters");
    }

    @Override
    public String toString() {
        return "***";
    }
}
