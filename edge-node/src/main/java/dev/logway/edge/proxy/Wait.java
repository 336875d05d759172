package dev.logway.edge.proxy;

/** What one direction of an exchange waits for, and until when. */
final class Wait {

    /** What there is to wait for. */
    enum For {
        NOTHING,
        CONNECTION,
        CLIENT_BODY,
        UPSTREAM_TO_TAKE,
        UPSTREAM_HEAD,
        UPSTREAM_BODY,
        CLIENT_TO_TAKE,
        CLIENT_TO_FINISH
    }

    private For what = For.NOTHING;
    private long dueNanos;

    void start(For newWhat, long nanos) {
        what = newWhat;
        dueNanos = System.nanoTime() + nanos;
    }

    void stop() {
        what = For.NOTHING;
    }

    For what() {
        return what;
    }

    boolean isOver(long nowNanos) {
        return what != For.NOTHING && nowNanos - dueNanos >= 0;
    }
}
