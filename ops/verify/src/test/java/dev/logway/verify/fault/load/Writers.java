package dev.logway.verify.fault.load;

import dev.logway.bench.process.Waiting;
import dev.logway.verify.fault.cluster.Cluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that change the group under test through all APIs, and remember every answer. A change without answer is
 * asked for again, of another API and under the same key, until there is one.
 */
public final class Writers implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(7);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final Pauses pauses = new Pauses();
    private final List<Integer> apis;
    private volatile Phase phase = Phase.WRITING;

    private enum Phase {
        WRITING,
        RESTING,
        ENDED
    }

    /** @param apis their ports */
    public Writers(List<Integer> apis, int clients, long seed) {
        this.apis = List.copyOf(apis);
        busy.set(clients);
        for (int i = 0; i < clients; i++) {
            int number = i;
            threads.execute(() -> write(number, new SplittableRandom(seed + number)));
        }
    }

    /** From now on no new change is asked for; those under way go on. */
    public void rest() {
        phase = Phase.RESTING;
    }

    public void goOn() {
        phase = Phase.WRITING;
    }

    /** Whether they rest, and every change has its answer. */
    public boolean isIdle() {
        return busy.get() == 0;
    }

    /** The next {@link #longestPause} begins now. */
    public void watchPauses() {
        pauses.reset();
    }

    /** The longest time in which no command was acknowledged, while changes were asked for. */
    public Duration longestPause() {
        return pauses.longest();
    }

    /** How many commands were acknowledged so far. */
    public int count() {
        return count.get();
    }

    /** What was acknowledged since the last call. */
    public List<Acknowledged> takeAcknowledged() {
        return drained(acknowledged);
    }

    /** Answers since the last call that nobody should get. */
    public List<String> takeFaults() {
        return drained(faults);
    }

    /** Waits until so many more commands were acknowledged. */
    public void awaitMore(int more, Duration limit) {
        int wanted = count.get() + more;
        Waiting.until(more + " more commands are acknowledged", limit, () -> count.get() >= wanted);
    }

    @Override
    public void close() {
        phase = Phase.ENDED;
        threads.shutdownNow();
        client.shutdownNow();
    }

    private void write(int number, SplittableRandom random) {
        for (int n = 0; phase != Phase.ENDED; n++) {
            if (phase == Phase.RESTING) {
                busy.decrementAndGet();
                while (phase == Phase.RESTING) {
                    LockSupport.parkNanos(RETRY_NANOS / 10);
                }
                busy.incrementAndGet();
            }
            insist(Change.any(random, number + "-" + n), number);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void insist(Change change, int firstApi) {
        for (int attempt = 0; phase != Phase.ENDED; attempt++) {
            try {
                if (isAnswered(change, send(change, apis.get((firstApi + attempt) % apis.size())))) {
                    return;
                }
            } catch (IOException e) {
                // not reachable, or gone in the middle: whether the command got through, nobody knows
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    private HttpResponse<String> send(Change change, int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + change.path()))
                .timeout(ANSWER_LIMIT)
                .header("X-API-KEY", Cluster.ADMIN_KEY)
                .header("Idempotency-Key", change.idempotencyKey())
                .header("Content-Type", "application/json")
                .method(change.method(), HttpRequest.BodyPublishers.ofString(change.body()))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private boolean isAnswered(Change change, HttpResponse<String> response) {
        int status = response.statusCode();
        if (status >= 500) {
            if (status != 503) {
                faults.add(change + " was answered " + status + " " + response.body());
            }
            return false;
        }
        var id = response.headers().firstValue("Logway-Command-Id");
        if (id.isEmpty() || (status / 100 != 2 && status != 404)) {
            faults.add(change + " was answered " + status + " " + response.body());
            return true;
        }
        acknowledged.add(new Acknowledged(
                id.get(),
                status == 404 ? OptionalLong.empty() : response.headers().firstValueAsLong("Logway-Revision")));
        count.incrementAndGet();
        pauses.acknowledged();
        return true;
    }

    private static <T> List<T> drained(Queue<T> queue) {
        var taken = new ArrayList<T>();
        for (T next = queue.poll(); next != null; next = queue.poll()) {
            taken.add(next);
        }
        return List.copyOf(taken);
    }
}
