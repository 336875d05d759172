package dev.logway.domain.fleet;

import static dev.logway.domain.Require.require;

import java.time.Duration;

/**
 * When an instance counts as behind, lost, offline and gone. Each is measured on the broker's clock and must be
 * exceeded; each of the last three is longer than the one before it.
 *
 * @param lag how long a revision may be decided and not yet served
 * @param lost how long an instance may be silent before the connection counts as lost
 * @param offline how long before it counts as offline
 * @param forgotten how long before it is forgotten
 */
public record FleetThresholds(Duration lag, Duration lost, Duration offline, Duration forgotten) {

    /** 10 s of lag; silent for 30 s, 2 h and 7 days. */
    public static final FleetThresholds DEFAULT = new FleetThresholds(
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofHours(2), Duration.ofDays(7));

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public FleetThresholds {
        require(lag.isPositive(), "fleet.lag", lag, "longer than nothing");
        require(lost.isPositive(), "fleet.lost", lost, "longer than nothing");
        require(offline.compareTo(lost) > 0, "fleet.offline", offline, "longer than fleet.lost, " + lost);
        require(
                forgotten.compareTo(offline) > 0,
                "fleet.forgotten",
                forgotten,
                "longer than fleet.offline, " + offline);
    }
}
