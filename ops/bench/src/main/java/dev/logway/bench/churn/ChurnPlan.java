package dev.logway.bench.churn;

import java.time.Duration;
import java.util.List;

/**
 * What {@code bench churn} does.
 *
 * @param warmUp load on the edge, with changes, before the first round
 * @param measured length of one measurement
 * @param rounds how often each of both is measured
 * @param connections kept alive by the load generator
 * @param routes of the edge's table
 * @param perSecond requests
 * @param changesPerSecond changed routes
 * @param jvmFlags more JVM flags for the edge
 */
public record ChurnPlan(
        Duration warmUp,
        Duration measured,
        int rounds,
        int connections,
        int routes,
        double perSecond,
        double changesPerSecond,
        List<String> jvmFlags) {
    /** Copies the flags. */
    public ChurnPlan {
        jvmFlags = List.copyOf(jvmFlags);
    }
}
