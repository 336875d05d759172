package dev.logway.api.key;

import static dev.logway.domain.Require.require;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that was just made. Its secret is to be shown once; what is kept is {@link #line()}.
 *
 * @param name who uses it: the actor of what is done with it; 1 to 256 characters without ':'
 * @param secret what the client sends: {@code lw_} and 256 random bits in base64url
 */
public record NewKey(String name, String secret) {
    private static final String PREFIX = "lw_";
    private static final int RANDOM_BYTES = 32;

    /** @throws IllegalArgumentException if {@code name} is outside its documented range */
    public NewKey {
        require(
                !name.isBlank() && name.length() <= 256 && !name.startsWith("#") && name.indexOf(':') < 0,
                "name",
                name,
                "1 to 256 characters without ':', not starting with '#'");
    }

    /** Makes a key for {@code name}. */
    public static NewKey create(String name, SecureRandom random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new NewKey(name, PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The line to keep in a file of keys, which does not tell the secret. */
    public String line() {
        return name + ":" + HexFormat.of().formatHex(ApiKeys.hash(secret));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewKey[" + name + ", ***]";
    }
}
