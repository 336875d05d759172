package dev.logway.verify.fault.load;

import dev.logway.bench.http.HttpAnswer;
import dev.logway.bench.http.HttpConnection;
import dev.logway.bench.http.Request;
import dev.logway.verify.fault.cluster.Steady;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A client of each edge that asks for what stays the same, and notes each request that failed. */
public final class Readers implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong requests = new AtomicLong();
    private volatile boolean ended;

    /** A request that was not answered as it should be; times are those of {@link System#nanoTime}. */
    public record Failure(String edge, String path, long beginNanos, long endNanos, String what) {}

    /** @param edges ports of the edges, by name */
    public Readers(Map<String, Integer> edges) {
        edges.forEach((edge, port) -> threads.execute(() -> new Reader(edge, port).read()));
    }

    public long requests() {
        return requests.get();
    }

    /** The failures since the last call. */
    public List<Failure> takeFailures() {
        var taken = new ArrayList<Failure>();
        for (Failure next = failures.poll(); next != null; next = failures.poll()) {
            taken.add(next);
        }
        return List.copyOf(taken);
    }

    @Override
    public void close() {
        ended = true;
        threads.shutdownNow();
    }

    /** Confined to one thread. */
    private final class Reader {
        private final String edge;
        private final int port;
        private @Nullable HttpConnection connection;

        Reader(String edge, int port) {
            this.edge = edge;
            this.port = port;
        }

        void read() {
            for (int n = 0; !ended; n++) {
                ask(n % 2 == 0 ? Steady.BOTH : Steady.SOLO);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            disconnect();
        }

        private void ask(String path) {
            long begin = System.nanoTime();
            requests.incrementAndGet();
            try {
                HttpConnection open = connection == null ? HttpConnection.open(port, ANSWER_LIMIT) : connection;
                connection = open;
                HttpAnswer answer = open.exchange(Request.get(path));
                if (answer.status() != 200 || !answer.body().startsWith("upstream-")) {
                    fail(path, begin, answer.status() + " " + answer.body().strip());
                }
                if (open.isFinished()) {
                    disconnect();
                }
            } catch (IOException e) {
                disconnect();
                if (!ended) {
                    fail(path, begin, e.toString());
                }
            }
        }

        private void fail(String path, long begin, String what) {
            failures.add(new Failure(edge, path, begin, System.nanoTime(), what));
        }

        private void disconnect() {
            HttpConnection open = connection;
            connection = null;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    return; // broken already
                }
            }
        }
    }
}
