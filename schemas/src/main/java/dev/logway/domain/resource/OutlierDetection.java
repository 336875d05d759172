package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Duration;

/**
 * When a single node is left out for a while because of its answers ({@code outlier_detection}); names, defaults and
 * meanings are Envoy's. A node's first ejection lasts {@code baseEjectionTime}, the next in a row twice as long, the third three times, and so on.
 *
 * @param consecutive5xx answers of 500 and above, broken connections and timeouts in a row; 1 to {@value #MAX_FAILURES}
 * @param baseEjectionTime 1 ms to 1 day, in whole milliseconds
 * @param maxEjectionTime at least {@code baseEjectionTime}; to 1 day, in whole milliseconds
 * @param maxEjectionPercent of the nodes that are left out at one time, though always one; 0 to 100
 */
public record OutlierDetection(
        int consecutive5xx, Duration baseEjectionTime, Duration maxEjectionTime, int maxEjectionPercent) {
    public static final int MAX_FAILURES = 10_000;

    /** Envoy's defaults. */
    public static final OutlierDetection DEFAULT =
            new OutlierDetection(5, Duration.ofSeconds(30), Duration.ofSeconds(300), 10);

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public OutlierDetection {
        require(
                consecutive5xx >= 1 && consecutive5xx <= MAX_FAILURES,
                "outlier_detection.consecutive_5xx",
                consecutive5xx,
                "1..10000");
        Timeouts.check("outlier_detection.base_ejection_time", baseEjectionTime);
        Timeouts.check("outlier_detection.max_ejection_time", maxEjectionTime);
        require(
                maxEjectionTime.compareTo(baseEjectionTime) >= 0,
                "outlier_detection.max_ejection_time",
                maxEjectionTime,
                "at least base_ejection_time");
        require(
                maxEjectionPercent >= 0 && maxEjectionPercent <= 100,
                "outlier_detection.max_ejection_percent",
                maxEjectionPercent,
                "0..100");
    }
}
