package dev.logway.bench.system;

import dev.logway.bench.http.HttpConnection;
import dev.logway.bench.http.Request;
import dev.logway.bench.process.BenchException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks a server that may not be there yet. */
public final class Probe {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private Probe() {}

    /**
     * Waits until {@code path} answers 200.
     *
     * @param stillAlive throws when there is no more reason to wait
     * @return {@link System#nanoTime} when it did
     * @throws BenchException if it does not within {@code limit}
     */
    public static long until200(int port, String path, Duration limit, Runnable stillAlive) {
        byte[] request = Request.get(path);
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            try (var connection = HttpConnection.open(port, ANSWER_LIMIT)) {
                do {
                    if (connection.status(request) == 200) {
                        return System.nanoTime();
                    }
                    LockSupport.parkNanos(STEP_NANOS);
                } while (!connection.isFinished() && System.nanoTime() < deadline);
            } catch (IOException e) {
                stillAlive.run();
                LockSupport.parkNanos(STEP_NANOS);
            }
        }
        throw new BenchException("port " + port + ", path " + path + ": no 200 within " + limit.toSeconds() + " s");
    }
}
