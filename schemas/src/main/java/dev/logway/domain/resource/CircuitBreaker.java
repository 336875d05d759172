package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Duration;
import java.util.List;

/**
 * When an edge stops sending requests to an upstream as a whole ({@code circuit_breaker}); names and meanings are
 * resilience4j's. A failure is an answer of {@code statuses}, a broken connection or a timeout.
 *
 * @param opening what opens it
 * @param waitDurationInOpenState how long it stays open; 1 ms to 1 day, in whole milliseconds
 * @param permittedNumberOfCallsInHalfOpenState requests let through after that; if all of them succeed it closes; 1 to
 *     1,000
 * @param statuses each 200 to 599, once
 */
public record CircuitBreaker(
        Opening opening,
        Duration waitDurationInOpenState,
        int permittedNumberOfCallsInHalfOpenState,
        List<Integer> statuses) {
    public static final int MAX_CALLS = 1_000;
    public static final int MAX_WINDOW = 10_000;

    /** The defaults of each field. */
    public static final CircuitBreaker DEFAULT =
            new CircuitBreaker(new Opening(5, 50, 100, 100), Duration.ofSeconds(60), 10, List.of(500, 502, 503, 504));

    /**
     * What opens a breaker: either of two conditions.
     *
     * @param consecutiveFailures in a row; 0 (never) to {@value CircuitBreaker#MAX_WINDOW}
     * @param failureRateThreshold failures among the last requests in percent; 1 to 100
     * @param slidingWindowSize how many requests are the last; 1 to {@value CircuitBreaker#MAX_WINDOW}
     * @param minimumNumberOfCalls before the rate is looked at; 1 to {@code slidingWindowSize}
     */
    public record Opening(
            int consecutiveFailures, int failureRateThreshold, int slidingWindowSize, int minimumNumberOfCalls) {
        /** @throws IllegalArgumentException if a component is outside its documented range */
        public Opening {
            require(
                    consecutiveFailures >= 0 && consecutiveFailures <= MAX_WINDOW,
                    "circuit_breaker.consecutive_failures",
                    consecutiveFailures,
                    "0..10000");
            require(
                    failureRateThreshold >= 1 && failureRateThreshold <= 100,
                    "circuit_breaker.failure_rate_threshold",
                    failureRateThreshold,
                    "1..100");
            require(
                    slidingWindowSize >= 1 && slidingWindowSize <= MAX_WINDOW,
                    "circuit_breaker.sliding_window_size",
                    slidingWindowSize,
                    "1..10000");
            require(
                    minimumNumberOfCalls >= 1 && minimumNumberOfCalls <= slidingWindowSize,
                    "circuit_breaker.minimum_number_of_calls",
                    minimumNumberOfCalls,
                    "1 to sliding_window_size");
        }
    }

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public CircuitBreaker {
        statuses = List.copyOf(statuses);
        Timeouts.check("circuit_breaker.wait_duration_in_open_state", waitDurationInOpenState);
        require(
                permittedNumberOfCallsInHalfOpenState >= 1 && permittedNumberOfCallsInHalfOpenState <= MAX_CALLS,
                "circuit_breaker.permitted_number_of_calls_in_half_open_state",
                permittedNumberOfCallsInHalfOpenState,
                "1..1000");
        HealthRule.requireStatuses("circuit_breaker.http_statuses", statuses);
    }
}
