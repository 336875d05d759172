package dev.logway.bench.propagation;

import java.time.Duration;

/**
 * What {@code bench propagation} does.
 *
 * @param warmUp changes before the measured ones, of the same kind
 * @param measured how long changes are measured
 * @param gap pause between changes, on average
 * @param pollInterval pause between an edge's answer and the next question
 * @param edges number of edges, each of which must serve a change
 * @param routes routes in the group before the first change
 */
public record PropagationPlan(
        Duration warmUp, Duration measured, Duration gap, Duration pollInterval, int edges, int routes) {}
