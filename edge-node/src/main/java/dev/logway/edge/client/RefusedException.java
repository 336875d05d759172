package dev.logway.edge.client;

/** A request that is answered at once and whose connection is closed: what follows it cannot be trusted. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param reason for people who read logs; the client sees the status alone */
    RefusedException(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    /** What to answer. */
    public int status() {
        return status;
    }
}
