package dev.logway.edge.support;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what will be the case, however long it takes within reason. */
public final class Until {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private Until() {}

    /** Returns once {@code condition} holds. */
    public static void holds(Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError("it did not come true");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
