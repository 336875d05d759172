package dev.logway.verify.fault;

import java.time.Duration;
import java.util.List;

/**
 * What one fault came to.
 *
 * @param seed of the target and the durations
 * @param converged from the last repair until every command was decided and every edge served what was decided last
 * @param pause the longest time in which no command was acknowledged
 * @param commands that were acknowledged, from the fault on
 * @param requests that were sent through the edges meanwhile
 * @param excused requests that failed where the fault had cut them off
 * @param problems everything that must not be
 */
record Round(
        int number,
        String fault,
        String target,
        long seed,
        Duration converged,
        Duration pause,
        int commands,
        long requests,
        int excused,
        List<String> problems) {
    Round {
        problems = List.copyOf(problems);
    }
}
