package dev.logway.bench.soak;

import java.time.Duration;
import java.util.List;

/**
 * What {@code bench soak} does.
 *
 * @param warmUp traffic and changes before the first sample
 * @param measured length of what is judged
 * @param sampleEvery distance of two samples
 * @param changesPerSecond of the configuration
 * @param jvmFlags more JVM flags for the edge
 */
public record SoakPlan(
        Duration warmUp, Duration measured, Duration sampleEvery, double changesPerSecond, List<String> jvmFlags) {
    /** Copies the flags. */
    public SoakPlan {
        jvmFlags = List.copyOf(jvmFlags);
    }
}
