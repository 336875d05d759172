package dev.logway.wire;

import org.jspecify.annotations.Nullable;

/** Bytes from the log, the network or the disk that are not what they should be. The message says why, in one line. */
public final class UndecodableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UndecodableException(String message) {
        super(message);
    }

    public UndecodableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
