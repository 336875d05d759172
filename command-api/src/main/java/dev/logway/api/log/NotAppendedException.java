package dev.logway.api.log;

/** The log did not confirm a command. */
public final class NotAppendedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What may have happened to the command. */
    public enum Fate {
        /** It never left this process. */
        NEVER_SENT,
        /** It may be in the log, and be decided. */
        UNKNOWN,
        /** The log refused it for good. */
        REFUSED
    }

    private final Fate fate;

    public NotAppendedException(Fate fate, String message, Throwable cause) {
        super(message, cause);
        this.fate = fate;
    }

    public Fate fate() {
        return fate;
    }
}
