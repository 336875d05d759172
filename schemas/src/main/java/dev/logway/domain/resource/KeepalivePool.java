package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Duration;

/**
 * The idle connections that an edge keeps to an upstream's nodes.
 *
 * @param size idle connections kept; 1 to {@value #MAX_SIZE}
 * @param idleTimeout how long an idle one is kept; 0 (for ever) to 1 day, in whole milliseconds
 * @param requests requests sent over one connection before it is closed; 1 to {@value #MAX_REQUESTS}
 */
public record KeepalivePool(int size, Duration idleTimeout, int requests) {
    public static final int MAX_SIZE = 100_000;
    public static final int MAX_REQUESTS = 1_000_000_000;

    /** APISIX's defaults. */
    public static final KeepalivePool DEFAULT = new KeepalivePool(320, Duration.ofSeconds(60), 1_000);

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public KeepalivePool {
        require(size >= 1 && size <= MAX_SIZE, "keepalive_pool.size", size, "1..100000");
        require(
                !idleTimeout.isNegative() && idleTimeout.compareTo(Timeouts.MAX) <= 0,
                "keepalive_pool.idle_timeout",
                idleTimeout,
                "0 to 1 day");
        require(Timeouts.isWholeMillis(idleTimeout), "keepalive_pool.idle_timeout", idleTimeout, "whole milliseconds");
        require(requests >= 1 && requests <= MAX_REQUESTS, "keepalive_pool.requests", requests, "1..1000000000");
    }
}
