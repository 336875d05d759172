package dev.logway.bench.start;

import java.util.List;

/**
 * What {@code bench start} does.
 *
 * @param runs how often each start is measured
 * @param routes routes of the edge's group
 * @param jvmFlags more JVM flags for the edge
 */
public record StartPlan(int runs, int routes, int edges, List<String> jvmFlags) {
    /** Copies the flags. */
    public StartPlan {
        jvmFlags = List.copyOf(jvmFlags);
    }
}
