package dev.logway.domain.image;

import static dev.logway.domain.Require.require;

import java.util.HexFormat;

/**
 * The order-free hash of a whole image: the sum of its resources' fingerprints, word by word, modulo 2⁶⁴.
 * Adding, replacing and removing one resource is O(1). It tells honest copies apart (AdHash: Bellare and Micciancio,
 * "A New Paradigm for Collision-free Hashing", 1997); against forgery stands the chain of events, not this.
 */
public record Digest(long a, long b, long c, long d) {
    public static final Digest EMPTY = new Digest(0, 0, 0, 0);
    private static final int HEX_LENGTH = 64;
    private static final HexFormat HEX = HexFormat.of();

    /** This digest with {@code added} in the image. */
    public Digest plus(Fingerprint added) {
        return new Digest(a + added.a(), b + added.b(), c + added.c(), d + added.d());
    }

    /** This digest with {@code removed} no longer in the image. */
    public Digest minus(Fingerprint removed) {
        return new Digest(a - removed.a(), b - removed.b(), c - removed.c(), d - removed.d());
    }

    /**
     * Reads {@link #toString()} back.
     *
     * @throws IllegalArgumentException if {@code hex} is not 64 hexadecimal digits
     */
    public static Digest parse(String hex) {
        require(isHex(hex), "digest", hex, "64 hexadecimal digits");
        return new Digest(word(hex, 0), word(hex, 1), word(hex, 2), word(hex, 3));
    }

    /** 64 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HEX.toHexDigits(a) + HEX.toHexDigits(b) + HEX.toHexDigits(c) + HEX.toHexDigits(d);
    }

    private static boolean isHex(String text) {
        if (text.length() != HEX_LENGTH) {
            return false;
        }
        for (int i = 0; i < HEX_LENGTH; i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static long word(String hex, int index) {
        return HexFormat.fromHexDigitsToLong(hex, index * 16, (index + 1) * 16);
    }
}
