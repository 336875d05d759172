package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Duration;

/**
 * How long an edge waits for an upstream: to connect, between two writes, between two reads. Each 1 ms to
 * 1 day, in whole milliseconds.
 */
public record Timeouts(Duration connect, Duration send, Duration read) {
    public static final Duration MAX = Duration.ofDays(1);

    /** APISIX's defaults: 60 s each. */
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60));

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public Timeouts {
        check("timeout.connect", connect);
        check("timeout.send", send);
        check("timeout.read", read);
    }

    private static void check(String name, Duration value) {
        require(value.toMillis() >= 1 && value.compareTo(MAX) <= 0, name, value, "1 ms to 1 day");
        require(Duration.ofMillis(value.toMillis()).equals(value), name, value, "whole milliseconds");
    }
}
