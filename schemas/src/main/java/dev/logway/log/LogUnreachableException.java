package dev.logway.log;

import org.jspecify.annotations.Nullable;

/** Kafka did not answer in time, or refused. What was asked for may or may not have happened. */
public final class LogUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogUnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
