package dev.logway.bench.commands;

import java.time.Duration;

/**
 * What {@code bench commands} does.
 *
 * @param connections clients that send one PUT after the other
 * @param changesets how many changesets of {@code routes} routes are measured
 * @param routes routes in each changeset
 */
public record CommandsPlan(
        Duration warmUp, Duration measured, int connections, int edges, int changesets, int routes) {}
