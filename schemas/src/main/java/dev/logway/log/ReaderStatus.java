package dev.logway.log;

import java.util.List;

/**
 * How following a scope goes.
 *
 * @param connected whether there is a connection to a broker
 * @param caughtUp whether the end of the config topic was reached since this reader started
 * @param recordsBehind records of the topic that were not read yet, as far as is known; or {@link #UNKNOWN}
 * @param digestMismatches how often what was read to the end was not what the projector wrote
 * @param faults what keeps the newest revision from being served; empty if nothing
 */
public record ReaderStatus(
        boolean connected, boolean caughtUp, long recordsBehind, long digestMismatches, List<String> faults) {
    /** For {@link #recordsBehind} before the topic was asked. */
    public static final long UNKNOWN = -1;

    static final ReaderStatus STARTING = new ReaderStatus(false, false, UNKNOWN, 0, List.of());

    /** Copies {@code faults}. */
    public ReaderStatus {
        faults = List.copyOf(faults);
    }
}
