package dev.logway.bench.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what comes without a call. */
public final class Waiting {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private Waiting() {}

    /** @throws BenchException if {@code condition} stays false for {@code limit} */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new BenchException(what + " within " + limit.toSeconds() + " s: this did not happen");
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /** Lets {@code duration} pass. */
    public static void forDuration(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new BenchException("interrupted");
            }
            LockSupport.parkNanos(left);
        }
    }
}
