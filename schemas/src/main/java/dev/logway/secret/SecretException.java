package dev.logway.secret;

/** A secret that cannot be encrypted or decrypted, or a keyset that cannot be read. The message holds no secret. */
public final class SecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SecretException(String message) {
        super(message);
    }

    SecretException(String message, Throwable cause) {
        super(message, cause);
    }
}
