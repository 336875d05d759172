package dev.logway.edge;

import org.jspecify.annotations.Nullable;

/** Why an edge cannot start: one line that names the thing and the way out. */
public final class EdgeStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EdgeStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
