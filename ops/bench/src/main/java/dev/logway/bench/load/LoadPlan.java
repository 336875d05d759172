package dev.logway.bench.load;

import java.time.Duration;

/**
 * A load to put on a port of this machine.
 *
 * @param connections kept alive, with one request under way on each
 */
public record LoadPlan(int port, int connections, RequestSource requests, Pace pace, Duration duration) {
    /** @throws IllegalArgumentException if {@code connections} is below 1 */
    public LoadPlan {
        if (connections < 1) {
            throw new IllegalArgumentException("connections: " + connections + " (expected: >= 1)");
        }
    }
}
