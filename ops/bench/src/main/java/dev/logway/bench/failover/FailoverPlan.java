package dev.logway.bench.failover;

import java.time.Duration;

/**
 * What {@code bench failover} does.
 *
 * @param kills how often a node is killed
 * @param pause before each kill, and before the restart behind it
 * @param connections kept alive by the load generator
 * @param perSecond requests
 */
public record FailoverPlan(int kills, Duration pause, int connections, double perSecond) {}
