package dev.logway.domain.fleet;

import static dev.logway.domain.Require.require;

/**
 * What became of requests while a change was tried.
 *
 * @param requests that were answered by the routes which the change concerns
 * @param errors of these, answered 5xx
 * @param slow of these, that took longer than the change says
 * @param open that were sent on and have no answer yet, not even its head; none of {@code requests}
 */
public record CanaryCounts(long requests, long errors, long slow, long open) {
    public static final CanaryCounts NONE = new CanaryCounts(0, 0, 0, 0);

    /** @throws IllegalArgumentException if a count is negative */
    public CanaryCounts {
        require(requests >= 0, "requests", requests, ">= 0");
        require(errors >= 0, "errors", errors, ">= 0");
        require(slow >= 0, "slow", slow, ">= 0");
        require(open >= 0, "open", open, ">= 0");
    }

    /** These once their process is gone: what it had open will have no answer. */
    public CanaryCounts closed() {
        return new CanaryCounts(requests, errors, slow, 0);
    }

    /** These and {@code others} together. */
    public CanaryCounts plus(CanaryCounts others) {
        return new CanaryCounts(
                requests + others.requests, errors + others.errors, slow + others.slow, open + others.open);
    }
}
