package dev.logway.edge.sampling;

import dev.logway.domain.access.AccessSample;
import dev.logway.wire.AccessCodec;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * As with the access log, event loops put samples into a bounded queue that takes no lock, and one thread looks into it
 * every PAUSE. That thread alone is held up by Kafka's producer: for the brokers' names, for metadata, for room. While
 * the log takes nothing, what waits is dropped, and the topic is opened anew after a while, so that neither this nor
 * Kafka's client fills a log with it.
 */
/**
 * Encodes samples and appends them to a topic, on a thread of its own, from when this is made until it is ended. What
 * does not fit is dropped and counted: a slow log costs samples, never requests.
 */
final class SampleWriter {
    /** How many samples wait at most. */
    static final int CAPACITY = 1 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(SampleWriter.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long REPORT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final MpscArrayQueue<AccessSample> queue = new MpscArrayQueue<>(CAPACITY);
    private final Supplier<SampleTopic> opening;
    private final SampleMetrics metrics;
    private final long retryNanos;
    private final Thread thread;
    private @Nullable SampleTopic topic;
    private long openAtNanos = System.nanoTime();

    private volatile long reportedNanos = System.nanoTime() - REPORT_NANOS;
    private volatile boolean ending;

    /**
     * Starts.
     *
     * @param opening opens the topic when the first sample is there; it may fail
     * @param retry how long nothing is tried after the topic took nothing
     */
    SampleWriter(Supplier<SampleTopic> opening, Duration retry, SampleMetrics metrics) {
        this.opening = opening;
        this.metrics = metrics;
        this.retryNanos = retry.toNanos();
        this.thread = Thread.ofPlatform().daemon().name("logway-samples").start(this::run);
    }

    /** Takes {@code sample}, or drops and counts it if too many wait. */
    void add(AccessSample sample) {
        if (!queue.relaxedOffer(sample)) {
            metrics.dropped(1);
        }
    }

    /** Lets it append what waits, and end; what is added later is not heard. */
    void end() {
        ending = true;
        LockSupport.unpark(thread);
    }

    /** Whether it has ended {@code within} that time. */
    boolean hasEnded(Duration within) throws InterruptedException {
        return thread.join(within);
    }

    private void run() {
        boolean last;
        do {
            last = ending; // read before the queue, so that what came before the end is appended
            appendAll();
            if (!last) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        } while (!last);
        close();
    }

    private void appendAll() {
        for (AccessSample sample = queue.poll(); sample != null; sample = queue.poll()) {
            if (System.nanoTime() - openAtNanos < 0) {
                metrics.dropped(1);
            } else {
                append(sample);
            }
        }
    }

    private void append(AccessSample sample) {
        if (!isTaken(sample)) {
            close();
            openAtNanos = System.nanoTime() + retryNanos;
        }
    }

    /** Whether the topic takes more after {@code sample}. */
    private boolean isTaken(AccessSample sample) {
        try {
            byte[] value = AccessCodec.encode(sample);
            SampleTopic to = topic == null ? opening.get() : topic;
            topic = to;
            return to.append(value, this::known);
        } catch (RuntimeException e) {
            known(e);
            return false;
        }
    }

    private void close() {
        SampleTopic closing = topic;
        topic = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (RuntimeException e) {
                report(e);
            }
        }
    }

    private void known(@Nullable Exception fault) {
        if (fault == null) {
            metrics.sent();
        } else {
            metrics.failed();
            report(fault);
        }
    }

    /** Once a minute at most. */
    private void report(Exception fault) {
        if (System.nanoTime() - reportedNanos >= REPORT_NANOS) {
            reportedNanos = System.nanoTime();
            LOG.warn("Samples of requests cannot be sent to the log: {}", fault.toString());
        }
    }
}
