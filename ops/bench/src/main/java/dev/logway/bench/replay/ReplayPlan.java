package dev.logway.bench.replay;

/**
 * What {@code bench replay} does.
 *
 * @param events that are folded in each run
 * @param routes resources that they are about
 * @param warmUps runs before those that count
 */
public record ReplayPlan(int events, int routes, int runs, int warmUps) {}
