package dev.logway.projector;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** How often a failed thread is replaced: as long as it is a few times in a while, which a broken broker can cause. */
final class ThreadReplacement {
    static final int MOST = 10;
    static final Duration WHILE = Duration.ofMinutes(5);

    private final ArrayDeque<Long> replacedMillis = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final LongSupplier localMillis;

    ThreadReplacement(LongSupplier localMillis) {
        this.localMillis = localMillis;
    }

    /** Whether one more may be replaced; counts it if so. */
    boolean isAllowed() {
        lock.lock();
        try {
            long now = localMillis.getAsLong();
            while (!replacedMillis.isEmpty() && now - replacedMillis.getFirst() > WHILE.toMillis()) {
                replacedMillis.removeFirst();
            }
            return replacedMillis.size() < MOST && replacedMillis.add(now);
        } finally {
            lock.unlock();
        }
    }
}
