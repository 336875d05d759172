package dev.logway.api;

/** The API could not start; the message is one line that says why, and the way out. */
public final class ApiStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ApiStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
