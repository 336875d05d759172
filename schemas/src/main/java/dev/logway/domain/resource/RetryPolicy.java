package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often a request that failed is tried again on another node.
 *
 * @param retries after the first try, 0 to {@value #MAX_RETRIES}; null for one less than there are nodes
 * @param timeout no try begins later than this after the request; 0 (no limit) to 1 day, in whole milliseconds
 */
public record RetryPolicy(@Nullable Integer retries, Duration timeout) {
    public static final int MAX_RETRIES = 1_000;

    /** APISIX's defaults. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(null, Duration.ZERO);

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public RetryPolicy {
        require(
                retries == null || (retries >= 0 && retries <= MAX_RETRIES),
                "retries",
                String.valueOf(retries),
                "0..1000");
        Timeouts.requireUpToADay("retry_timeout", timeout);
    }
}
