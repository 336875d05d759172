package dev.logway.standalone.audit;

import org.jspecify.annotations.Nullable;

/** The log, or a file, cannot be read at all. */
public final class LogReadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogReadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
