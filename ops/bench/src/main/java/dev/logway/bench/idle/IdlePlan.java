package dev.logway.bench.idle;

import java.util.List;

/**
 * What {@code bench idle} does.
 *
 * @param connections kept alive, after one request each
 * @param jvmFlags more JVM flags for the edge
 */
public record IdlePlan(int connections, List<String> jvmFlags) {
    /** Copies the flags. */
    public IdlePlan {
        jvmFlags = List.copyOf(jvmFlags);
    }
}
