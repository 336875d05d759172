package dev.logway.domain.fleet;

import java.util.List;

/**
 * What an instance saw of a change that some instances of its group try. If it is one of them, it is also the receipt
 * that it serves the change.
 *
 * @param id of the pending change
 * @param counts since the instance knows of the change, and what is open now; from nothing on again when its process
 *     starts anew
 * @param faults what keeps the instance from serving the change; the first {@value #MAX_FAULTS}, empty if nothing
 */
public record CanaryReport(String id, CanaryCounts counts, List<String> faults) {
    public static final int MAX_FAULTS = 5;

    /** Keeps the first {@value #MAX_FAULTS} faults. */
    public CanaryReport {
        faults = faults.stream().limit(MAX_FAULTS).toList();
    }
}
