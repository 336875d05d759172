package dev.logway.domain.fleet;

import static dev.logway.domain.Require.require;

/**
 * How requests were answered while a change was tried.
 *
 * @param requests that were answered by the routes which the change concerns
 * @param errors of these, answered 5xx
 * @param slow of these, that took longer than the change says
 */
public record CanaryCounts(long requests, long errors, long slow) {
    public static final CanaryCounts NONE = new CanaryCounts(0, 0, 0);

    /** @throws IllegalArgumentException if a count is negative */
    public CanaryCounts {
        require(requests >= 0, "requests", requests, ">= 0");
        require(errors >= 0, "errors", errors, ">= 0");
        require(slow >= 0, "slow", slow, ">= 0");
    }

    /** These and {@code others} together. */
    public CanaryCounts plus(CanaryCounts others) {
        return new CanaryCounts(requests + others.requests, errors + others.errors, slow + others.slow);
    }
}
