package dev.logway.projector;

import java.util.Optional;

/**
 * How soon a process that is silent is taken for dead, so that another one takes over: as soon as {@value #WANTED} ms, or
 * as soon as the brokers allow, which is 6 s unless they are told otherwise.
 */
record GroupSession(int timeoutMillis) {
    /** What the brokers call the shortest they allow. */
    static final String BROKERS_SHORTEST = "group.min.session.timeout.ms";

    private static final int WANTED = 4_000;
    private static final int KAFKAS_SHORTEST = 6_000;
    private static final int HEARTBEATS = 4;

    /** @param shortest that the brokers allow; empty if they do not say */
    static GroupSession within(Optional<String> shortest) {
        return new GroupSession(Math.max(WANTED, shortest.map(Integer::parseInt).orElse(KAFKAS_SHORTEST)));
    }

    int heartbeatMillis() {
        return timeoutMillis / HEARTBEATS;
    }
}
