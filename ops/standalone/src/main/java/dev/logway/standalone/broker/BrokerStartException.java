package dev.logway.standalone.broker;

import org.jspecify.annotations.Nullable;

/** Why a broker did not start. The message is one line for an operator: the thing in the way, and the way out. */
public final class BrokerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stood in the way. */
    public enum Reason {
        /** Another process listens on a port that the broker needs. */
        PORT_TAKEN,
        /** Another broker, here or in another process, works in the directory. */
        DIRECTORY_IN_USE,
        /** The directory cannot be written, or holds something other than this node's log. */
        DIRECTORY_UNUSABLE,
        /** Anything else; the cause says what. */
        FAILED
    }

    private final Reason reason;

    BrokerStartException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    BrokerStartException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** What stood in the way, for callers that can name the option to change. */
    public Reason reason() {
        return reason;
    }
}
