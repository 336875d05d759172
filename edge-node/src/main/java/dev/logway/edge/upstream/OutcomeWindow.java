package dev.logway.edge.upstream;

import dev.logway.domain.resource.CircuitBreaker;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** The outcomes of the last requests, each in a slot of a ring. Threadsafe: a slot is swapped, and the sum follows by the difference. */
final class OutcomeWindow {
    private final CircuitBreaker.Opening limits;
    private final AtomicIntegerArray slots;
    private final AtomicLong total = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger failuresInARow = new AtomicInteger();

    OutcomeWindow(CircuitBreaker.Opening limits) {
        this.limits = limits;
        this.slots = new AtomicIntegerArray(limits.slidingWindowSize());
    }

    /** Adds a success. @return whether the rate of failures is now, with enough requests, at its threshold */
    boolean succeeded() {
        if (failuresInARow.get() != 0) {
            failuresInARow.set(0);
        }
        return isOverRate(record(0));
    }

    /** Adds a failure. @return whether there are now too many, in a row or by rate */
    boolean failed() {
        int row = failuresInARow.incrementAndGet();
        boolean overRate = isOverRate(record(1));
        return overRate || (limits.consecutiveFailures() > 0 && row >= limits.consecutiveFailures());
    }

    private long record(int outcome) {
        long number = total.getAndIncrement();
        int before = slots.getAndSet((int) (number % slots.length()), outcome);
        if (before != outcome) {
            failures.addAndGet(outcome - before);
        }
        return number + 1;
    }

    private boolean isOverRate(long calls) {
        long counted = Math.min(calls, slots.length());
        return counted >= limits.minimumNumberOfCalls()
                && failures.get() * 100L >= limits.failureRateThreshold() * counted;
    }
}
