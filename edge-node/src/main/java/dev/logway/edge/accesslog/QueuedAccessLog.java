package dev.logway.edge.accesslog;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Event loops put entries into a bounded queue that takes no lock, and one thread formats and writes them. The thread
 * looks into the queue every PAUSE and is never woken: a wake-up per request would cost the event loops more than the
 * rest of the log together.
 */
/**
 * An access log on a thread of its own. What does not fit is dropped and counted as
 * {@code logway_access_log_dropped_total}: a slow disk costs lines, never requests.
 */
public final class QueuedAccessLog implements AccessLog {
    /** How many entries wait at most. */
    public static final int CAPACITY = 1 << 14;

    private static final Logger LOG = LoggerFactory.getLogger(QueuedAccessLog.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final long REPORT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final MpscArrayQueue<AccessEntry> queue = new MpscArrayQueue<>(CAPACITY);
    private final LogTarget target;
    private final Counter dropped;
    private final Thread writer;
    private long reportedNanos = System.nanoTime() - REPORT_NANOS;

    private volatile boolean closing;

    /** Starts writing to {@code target}, which is closed with this log. */
    QueuedAccessLog(LogTarget target, PrometheusRegistry registry) {
        this.target = target;
        this.dropped = Counter.builder()
                .name("logway_access_log_dropped")
                .help("Lines of the access log that were not written, because it was slow or its file failed.")
                .register(registry);
        this.writer = Thread.ofPlatform().daemon().name("logway-access-log").start(this::run);
    }

    /**
     * The log that a setting asks for.
     *
     * @param where {@code off}, {@code stdout}, or the path of a file
     */
    public static AccessLog of(String where, PrometheusRegistry registry) {
        return switch (where) {
            case "off" -> AccessLog.OFF;
            case "stdout" -> new QueuedAccessLog(LogTarget.standardOutput(), registry);
            default -> new QueuedAccessLog(LogTarget.file(Path.of(where)), registry);
        };
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void add(AccessEntry entry) {
        if (!queue.relaxedOffer(entry)) {
            dropped.inc();
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        try {
            if (!writer.join(CLOSE_LIMIT)) {
                LOG.warn("The access log was not written in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean last;
        do {
            last = closing; // read before the queue, so that what came before closing is written
            writeAll();
            if (!last) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        } while (!last);
        try {
            target.close();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void writeAll() {
        while (!queue.isEmpty()) {
            int taken = 0;
            try (var lines = new AccessLines(target.stream())) {
                for (AccessEntry entry = queue.poll(); entry != null; entry = queue.poll()) {
                    taken++;
                    lines.write(entry);
                    if (taken == CAPACITY) {
                        break; // now and then to look whether the file was moved away
                    }
                }
            } catch (IOException e) {
                dropped.inc((double) taken + queue.size());
                queue.clear();
                failed(e);
            }
            flush();
        }
    }

    private void flush() {
        try {
            target.flush();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException fault) {
        if (System.nanoTime() - reportedNanos >= REPORT_NANOS) {
            reportedNanos = System.nanoTime();
            LOG.warn("The access log cannot be written: {}", fault.toString());
        }
    }
}
