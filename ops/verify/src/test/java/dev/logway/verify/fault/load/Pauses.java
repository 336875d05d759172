package dev.logway.verify.fault.load;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** For how long no command was acknowledged. Threadsafe. */
final class Pauses {
    private final ReentrantLock lock = new ReentrantLock();
    private long lastNanos = System.nanoTime();
    private long longestNanos;

    /** From now on only pauses that begin, or go on, are looked at. */
    void reset() {
        lock.lock();
        try {
            lastNanos = System.nanoTime();
            longestNanos = 0;
        } finally {
            lock.unlock();
        }
    }

    void acknowledged() {
        lock.lock();
        try {
            long now = System.nanoTime();
            longestNanos = Math.max(longestNanos, now - lastNanos);
            lastNanos = now;
        } finally {
            lock.unlock();
        }
    }

    Duration longest() {
        lock.lock();
        try {
            return Duration.ofNanos(longestNanos);
        } finally {
            lock.unlock();
        }
    }
}
