package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an edge does about nodes that fail. Null leaves a part out.
 *
 * @param maxPendingRequests requests of one edge that wait for the end of their answer at one time; 1 to
 *     {@value #MAX_PENDING_REQUESTS}; null for any number
 * @param slowStart how long a node that comes back is given less than its share; 0 (not at all) to 1 day, in whole
 *     milliseconds
 */
public record Resilience(
        RetryPolicy retryPolicy,
        @Nullable HealthChecks checks,
        @Nullable CircuitBreaker circuitBreaker,
        @Nullable OutlierDetection outlierDetection,
        @Nullable Integer maxPendingRequests,
        Duration slowStart) {
    public static final int MAX_PENDING_REQUESTS = 1_000_000;

    /** Retries as APISIX makes them, and nothing else. */
    public static final Resilience DEFAULT = new Resilience(RetryPolicy.DEFAULT, null, null, null, null, Duration.ZERO);

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public Resilience {
        require(
                maxPendingRequests == null || (maxPendingRequests >= 1 && maxPendingRequests <= MAX_PENDING_REQUESTS),
                "max_pending_requests",
                String.valueOf(maxPendingRequests),
                "1..1000000");
        Timeouts.requireUpToADay("slow_start", slowStart);
    }
}
