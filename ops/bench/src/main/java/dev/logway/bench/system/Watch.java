package dev.logway.bench.system;

import dev.logway.bench.http.HttpConnection;
import dev.logway.bench.http.Request;
import dev.logway.bench.process.BenchException;
import java.io.IOException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks one edge for a path that it does not know yet, over and over on one connection, until it does. Confined to one
 * thread.
 */
public final class Watch implements AutoCloseable {
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;
    private static final int CONFIRMATIONS = 5;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private final HttpConnection connection;
    private final long intervalNanos;
    private final Duration limit;

    private Watch(HttpConnection connection, Duration interval, Duration limit) {
        this.connection = connection;
        this.intervalNanos = interval.toNanos();
        this.limit = limit;
    }

    /**
     * What was seen.
     *
     * @param servedNanos {@link System#nanoTime} when the first 200 was complete; 0 if there was none
     * @param misses answers of 404 before it
     * @param unexpected how many other answers had which status, a 404 behind a 200 among them
     */
    public record Sighting(long servedNanos, long misses, SortedMap<Integer, Long> unexpected) {
        /** Copies {@code unexpected}. */
        public Sighting {
            unexpected = new TreeMap<>(unexpected);
        }

        public boolean isServed() {
            return servedNanos != 0;
        }
    }

    /**
     * @param interval between an answer and the next request
     * @param limit how long to ask for one path
     */
    public static Watch open(int port, Duration interval, Duration limit) {
        try {
            return new Watch(HttpConnection.open(port, ANSWER_LIMIT), interval, limit);
        } catch (IOException e) {
            throw new BenchException("nobody answers on port " + port + ": " + e.getMessage(), e);
        }
    }

    /**
     * Asks until {@code path} is served, and a few times more.
     *
     * @param firstAnswer is counted down once the first answer is there
     * @throws BenchException if the connection breaks
     */
    public Sighting until200(String path, CountDownLatch firstAnswer) {
        byte[] request = Request.get(path);
        var unexpected = new TreeMap<Integer, Long>();
        long misses = 0;
        long served = 0;
        int confirmations = 0;
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (confirmations < CONFIRMATIONS && System.nanoTime() < deadline) {
                int status = connection.status(request);
                if (status == OK && served == 0) {
                    served = System.nanoTime();
                } else if (status == OK) {
                    confirmations++;
                } else if (status == NOT_FOUND && served == 0) {
                    misses++;
                } else {
                    unexpected.merge(status, 1L, Long::sum);
                }
                firstAnswer.countDown();
                LockSupport.parkNanos(intervalNanos);
            }
        } catch (IOException e) {
            firstAnswer.countDown();
            throw new BenchException("an edge broke the connection: " + e.getMessage(), e);
        }
        return new Sighting(served, misses, unexpected);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new BenchException("closing: " + e.getMessage(), e);
        }
    }
}
