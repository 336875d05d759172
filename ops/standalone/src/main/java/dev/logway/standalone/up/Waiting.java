package dev.logway.standalone.up;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for parts that say when they are ready but not to whom. */
final class Waiting {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Waiting() {}

    /** @throws StartException if {@code ready} stays false for {@code limit} */
    static void until(String what, Duration limit, BooleanSupplier ready) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new StartException(what + " was not ready within " + limit.toSeconds() + " s; see the log");
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}
