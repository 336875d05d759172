package dev.logway.replay;

/** Events that do not tell one history: a gap, or another image than they say. */
public final class ReplayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReplayException(String message) {
        super(message);
    }
}
