package dev.logway.bench.routes;

import java.time.Duration;
import java.util.List;

/**
 * What {@code bench routes} does.
 *
 * @param warmUp load on each edge before the first round
 * @param measured length of one measurement
 * @param rounds how often every edge is measured
 * @param connections kept alive by the load generator
 * @param many routes of the largest table
 * @param jvmFlags more JVM flags for the edges
 */
public record RoutesPlan(
        Duration warmUp, Duration measured, int rounds, int connections, int many, List<String> jvmFlags) {
    /** Copies the flags. */
    public RoutesPlan {
        jvmFlags = List.copyOf(jvmFlags);
    }
}
