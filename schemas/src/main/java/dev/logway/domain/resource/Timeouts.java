package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Duration;

/**
 * How long an edge waits for an upstream: to connect, between two writes, between two reads. Each 1 ms to
 * 1 day, in whole milliseconds.
 */
public record Timeouts(Duration connect, Duration send, Duration read) {
    public static final Duration MIN = Duration.ofMillis(1);
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

    /** Whether the log, which counts in milliseconds, keeps {@code value} as it is. */
    static boolean isWholeMillis(Duration value) {
        return value.toNanosPart() % 1_000_000 == 0;
    }

    /** @throws IllegalArgumentException unless {@code value} is 0 to 1 day in whole milliseconds */
    static void requireUpToADay(String name, Duration value) {
        require(!value.isNegative() && value.compareTo(MAX) <= 0, name, value, "0 to 1 day");
        require(isWholeMillis(value), name, value, "whole milliseconds");
    }

    /** @throws IllegalArgumentException unless {@code value} is 1 ms to 1 day in whole milliseconds */
    static void check(String name, Duration value) {
        require(value.compareTo(MIN) >= 0 && value.compareTo(MAX) <= 0, name, value, "1 ms to 1 day");
        require(isWholeMillis(value), name, value, "whole milliseconds");
    }
}
