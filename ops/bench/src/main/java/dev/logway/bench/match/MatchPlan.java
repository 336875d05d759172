package dev.logway.bench.match;

import java.time.Duration;
import java.util.List;

/**
 * What {@code bench match} does.
 *
 * @param routes of the large table
 * @param iteration length of one of JMH's iterations
 * @param forks JVMs that each benchmark is run in
 * @param jvmFlags more JVM flags for them
 */
public record MatchPlan(int routes, Duration iteration, int forks, List<String> jvmFlags) {
    /** Copies the flags. */
    public MatchPlan {
        jvmFlags = List.copyOf(jvmFlags);
    }
}
