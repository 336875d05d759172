package dev.logway.projector.fleet;

import static dev.logway.domain.Require.require;

import dev.logway.domain.fleet.FleetThresholds;
import java.time.Duration;

/**
 * How the fleet is judged and published.
 *
 * @param refresh how often an instance is published at most whose heartbeats say nothing new
 */
public record FleetSettings(FleetThresholds thresholds, Duration refresh) {
    public static final FleetSettings DEFAULT = new FleetSettings(FleetThresholds.DEFAULT, Duration.ofSeconds(5));

    /** @throws IllegalArgumentException if {@code refresh} is negative */
    public FleetSettings {
        require(!refresh.isNegative(), "fleet.refresh", refresh, "0 or longer");
    }
}
