package dev.logway.api.log;

import org.jspecify.annotations.Nullable;

/** The log could not be read back in time; asking again may go further. */
public final class HistoryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HistoryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
