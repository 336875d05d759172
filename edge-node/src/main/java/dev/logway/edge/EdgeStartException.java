package dev.logway.edge;

/** Why an edge cannot start: one line that names the thing and the way out. */
public final class EdgeStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EdgeStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
