package dev.logway.domain.command;

import static dev.logway.domain.Require.require;

/**
 * The SHA-256 of an accepted event's bytes, by which the next accepted event of the scope names it.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Hash(String hex) {
    private static final int LENGTH = 64;

    /** What the first accepted event of a scope names. */
    public static final Hash NONE = new Hash("0".repeat(LENGTH));

    /** @throws IllegalArgumentException if {@code hex} is not 64 lower-case hexadecimal digits */
    public Hash {
        require(isHex(hex), "hash", hex, "64 lower-case hexadecimal digits");
    }

    private static boolean isHex(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return hex;
    }
}
