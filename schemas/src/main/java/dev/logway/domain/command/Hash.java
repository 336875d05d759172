package dev.logway.domain.command;

import static dev.logway.domain.Require.require;

/**
 * The SHA-256 of an accepted event's bytes, by which the next accepted event of the scope names it.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Hash(String hex) {
    /** What the first accepted event of a scope names. */
    public static final Hash NONE = new Hash("0".repeat(64));

    /** @throws IllegalArgumentException if {@code hex} is not 64 lower-case hexadecimal digits */
    public Hash {
        require(
                hex.length() == 64 && hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')),
                "hash",
                hex,
                "64 lower-case hexadecimal digits");
    }

    @Override
    public String toString() {
        return hex;
    }
}
