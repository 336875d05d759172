package dev.logway.bench.fanout;

import java.time.Duration;
import java.util.List;

/**
 * What {@code bench fanout} does.
 *
 * @param edges how many edges a group has, one figure a row
 * @param routes of each group
 * @param changes that are timed
 * @param idle how long each fleet is left alone to see what it costs
 */
public record FanoutPlan(List<Integer> edges, int routes, int changes, Duration idle) {
    /** Copies the list. */
    public FanoutPlan {
        edges = List.copyOf(edges);
    }
}
