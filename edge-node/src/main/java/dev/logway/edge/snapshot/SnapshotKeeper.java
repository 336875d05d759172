package dev.logway.edge.snapshot;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the snapshot on disk close to what is served, on a thread of its own: soon after a change, every hour while the
 * configuration is known to be the newest, and once more at the end. Changes in between go together, so that writing
 * takes a fiftieth of one processor at most.
 */
public final class SnapshotKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);
    private static final long MIN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_PER_WRITE = 50;
    private static final Duration REFRESH = Duration.ofHours(1);
    private static final Duration LAST_WRITE = Duration.ofSeconds(2);

    private final SnapshotFile file;
    private final Function<Instant, @Nullable Snapshot> source;
    private final BooleanSupplier isNewest;
    private final InstantSource clock;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("logway-snapshot").factory());

    private volatile Instant asOf;
    private volatile boolean unwritten;
    private volatile long pauseNanos = MIN_PAUSE_NANOS;

    /**
     * @param source makes a snapshot of what is served, known to be the newest at the given time; null if nothing is
     * @param isNewest whether what is served is known to be the newest configuration now
     * @param asOf when what is served at the start was known to be the newest
     */
    public SnapshotKeeper(
            SnapshotFile file,
            Function<Instant, @Nullable Snapshot> source,
            BooleanSupplier isNewest,
            InstantSource clock,
            Instant asOf) {
        this.file = file;
        this.source = source;
        this.isNewest = isNewest;
        this.clock = clock;
        this.asOf = asOf;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        var _ = thread.scheduleAtFixedRate(
                this::refresh, REFRESH.toMillis(), REFRESH.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is served has changed, to what is the newest now. From any thread; returns at once. */
    public void changed() {
        asOf = clock.instant();
        unwritten = true;
        if (scheduled.compareAndSet(false, true)) {
            var _ = thread.schedule(this::write, pauseNanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Writes what is not written yet, for two seconds at most, and ends. */
    @Override
    public void close() {
        thread.execute(() -> {
            if (unwritten || isNewest.getAsBoolean()) {
                refresh();
            }
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_WRITE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The last snapshot was not written in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refresh() {
        if (isNewest.getAsBoolean()) {
            asOf = clock.instant();
        }
        write();
    }

    private void write() {
        scheduled.set(false);
        unwritten = false;
        Snapshot snapshot = source.apply(asOf);
        if (snapshot == null) {
            return;
        }
        long startNanos = System.nanoTime();
        try {
            file.write(snapshot);
            LOG.debug("Snapshot of revision {} written", snapshot.image().revision());
        } catch (IOException | RuntimeException e) {
            unwritten = true;
            LOG.warn("The snapshot cannot be written: {}", e.toString());
        }
        pauseNanos = Math.max(MIN_PAUSE_NANOS, PAUSE_PER_WRITE * (System.nanoTime() - startNanos));
    }
}
