package dev.logway.edge.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.access.AccessSample;
import dev.logway.domain.resource.AccessSampling;
import dev.logway.wire.AccessCodec;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueuedSamplesTest {
    private static final AccessSampling ALL = new AccessSampling(AccessSampling.ALL, List.of(), Duration.ofHours(1));
    private static final Duration NEVER = Duration.ofDays(1);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Topic topic = new Topic();
    private final AtomicInteger opened = new AtomicInteger();
    private QueuedSamples samples = samples(NEVER);

    @AfterEach
    void close() {
        topic.proceed.countDown();
        samples.close();
    }

    @Test
    void nothingIsOpenedBeforeTheFirstSample() {
        assertNull(samples.now());
        samples.follow(null);
        assertNull(samples.now());
        samples.follow(ALL);
        assertEquals(0, opened.get());

        keep("/a");

        until(() -> topic.taken.size() == 1);
        assertEquals("/a", topic.taken.getFirst().asked().uri());
        assertEquals(1, opened.get());
        until(() -> count("sent") == 1);
    }

    @Test
    void whatWaitsIsAppendedBeforeTheEnd() {
        samples.follow(ALL);
        IntStream.range(0, 1_000).forEach(i -> keep("/" + i));

        samples.follow(null);
        assertNull(samples.now());

        until(() -> topic.closed.get() == 1);
        assertEquals(1_000, topic.taken.size());
        assertEquals(1_000, count("sent"));
    }

    @Test
    void aGroupMayAskAgain() {
        samples.follow(ALL);
        keep("/a");
        samples.follow(null);
        samples.follow(ALL);
        keep("/b");

        until(() -> topic.taken.size() == 2);
        assertEquals(2, opened.get());
    }

    @Test
    void aNewRevisionThatAsksForTheSameChangesNothing() {
        samples.follow(ALL);
        Sampler before = samples.now();
        samples.follow(new AccessSampling(ALL.hundredths(), ALL.headers(), ALL.retention()));
        assertSame(before, samples.now());

        samples.follow(new AccessSampling(1, List.of("x-a"), ALL.retention()));
        assertNotSame(before, samples.now());
        keep("/a");
        until(() -> topic.taken.size() == 1);
        samples.follow(ALL);
        keep("/b");
        until(() -> topic.taken.size() == 2);
        assertEquals(1, opened.get(), "the connection stays");
    }

    @Test
    void aShareIsDrawn() {
        var sampler = new Sampler(new AccessSampling(250, List.of(), Duration.ofHours(1)), _ -> {});
        assertEquals(
                250,
                IntStream.range(0, AccessSampling.ALL).filter(sampler::takes).count());
        samples.follow(ALL);
        assertTrue(Objects.requireNonNull(samples.now()).takes(AccessSampling.ALL - 1));
    }

    @Test
    void whatASlowLogHasNoRoomForIsDroppedAndCounted() throws InterruptedException {
        topic.holding = true;
        samples.follow(ALL);
        keep("/first");
        topic.entered.await();
        int more = SampleWriter.CAPACITY + 100;
        IntStream.range(0, more).forEach(i -> keep("/" + i));

        assertEquals(100, count("dropped"));
        topic.proceed.countDown();
        samples.close();

        assertEquals(more + 1, topic.taken.size() + count("dropped"));
    }

    @Test
    void aLogThatTakesNothingIsLeftInPeaceForAWhile() {
        topic.refusing = true;
        samples.follow(ALL);
        keep("/failed");
        until(() -> topic.closed.get() == 1);
        keep("/dropped");
        until(() -> count("dropped") == 1);

        assertEquals(1, count("failed"));
        assertEquals(1, opened.get());
        assertEquals(List.of(), topic.taken);
    }

    @Test
    void aLogThatTakesAgainIsOpenedAnew() {
        samples = samples(Duration.ZERO);
        topic.refusing = true;
        samples.follow(ALL);
        keep("/failed");
        until(() -> topic.closed.get() == 1);
        topic.refusing = false;
        keep("/taken");

        until(() -> topic.taken.size() == 1);
        assertEquals(2, opened.get());
    }

    @Test
    void aLogThatCannotBeOpenedCostsItsSamplesOnly() {
        samples = new QueuedSamples(
                () -> {
                    throw new IllegalStateException("no such host");
                },
                NEVER,
                new PrometheusRegistry());
        samples.follow(ALL);
        keep("/a");
        samples.close();
        assertNull(samples.now());
    }

    private QueuedSamples samples(Duration retry) {
        registry.clear();
        return new QueuedSamples(
                () -> {
                    opened.incrementAndGet();
                    return topic;
                },
                retry,
                registry);
    }

    private void keep(String uri) {
        Objects.requireNonNull(samples.now())
                .sink()
                .accept(new AccessSample(
                        Instant.EPOCH,
                        new AccessSample.Asked("GET", "http", "a", uri, "192.0.2.1", List.of()),
                        new AccessSample.Decided(1, null),
                        new AccessSample.Answered(404, Duration.ZERO)));
    }

    private int count(String outcome) {
        return (int) registry.scrape(name -> name.equals("logway_access_samples")).stream()
                .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
                .filter(point -> outcome.equals(point.getLabels().get("outcome")))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    private static void until(BooleanSupplier holds) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "it did not come true");
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** A topic in memory that can be held up and can refuse. */
    private static final class Topic implements SampleTopic {
        final List<AccessSample> taken = new CopyOnWriteArrayList<>();
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch proceed = new CountDownLatch(1);
        final AtomicInteger closed = new AtomicInteger();
        volatile boolean holding;
        volatile boolean refusing;

        @Override
        public boolean append(byte[] value, Fate fate) {
            entered.countDown();
            if (holding) {
                try {
                    proceed.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            if (refusing) {
                fate.known(new IllegalStateException("not now"));
                return false;
            }
            taken.add(AccessCodec.decode(value));
            fate.known(null);
            return true;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
