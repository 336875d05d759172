package dev.logway.bench.history;

/**
 * What {@code bench history} does.
 *
 * @param events changes of the group's history
 * @param routes that they are about
 * @param moments that are asked for, spread over the history
 */
public record HistoryPlan(int events, int routes, int moments) {}
