package dev.logway.log;

import java.util.List;

/**
 * How following a scope goes.
 *
 * @param connected whether there is a connection to a broker
 * @param caughtUp whether the end of the config topic was reached since this reader started
 * @param faults what keeps the newest revision from being served; empty if nothing
 */
public record ReaderStatus(boolean connected, boolean caughtUp, List<String> faults) {
    static final ReaderStatus STARTING = new ReaderStatus(false, false, List.of());

    /** Copies {@code faults}. */
    public ReaderStatus {
        faults = List.copyOf(faults);
    }
}
