package dev.logway.api.http;

import java.time.Duration;

/** When an answer is due. */
final class Deadline {
    private final long startNanos = System.nanoTime();
    private final Duration timeout;

    Deadline(Duration timeout) {
        this.timeout = timeout;
    }

    /** The time that is left; zero if there is none. */
    Duration left() {
        Duration left = timeout.minusNanos(System.nanoTime() - startNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
