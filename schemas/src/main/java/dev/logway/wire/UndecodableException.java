package dev.logway.wire;

import dev.logway.domain.OneLine;
import org.jspecify.annotations.Nullable;

/** Bytes from the log, the network or the disk that are not what they should be. The message says why, in one line. */
public final class UndecodableException extends RuntimeException {
    static final int MAX_MESSAGE = 500;
    private static final long serialVersionUID = 1L;

    public UndecodableException(String message) {
        super(OneLine.of(message, MAX_MESSAGE));
    }

    public UndecodableException(String message, @Nullable Throwable cause) {
        super(OneLine.of(message, MAX_MESSAGE), cause);
    }
}
