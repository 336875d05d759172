package dev.logway.api.log;

import java.time.Duration;

/** The time that one request may read: {@value #SECONDS} s. */
final class Budget {
    static final int SECONDS = 10;

    private final long startNanos = System.nanoTime();

    boolean isSpent() {
        return System.nanoTime() - startNanos > Duration.ofSeconds(SECONDS).toNanos();
    }
}
