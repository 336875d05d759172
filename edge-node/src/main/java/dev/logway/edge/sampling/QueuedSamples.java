package dev.logway.edge.sampling;

import dev.logway.domain.resource.AccessSampling;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples on their way to the log, as the group's document asks for them. While it asks for none there is no thread and
 * no connection. What it asks for is told by one thread at a time, and read by any.
 */
public final class QueuedSamples implements RequestSamples {
    private static final Logger LOG = LoggerFactory.getLogger(QueuedSamples.class);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Supplier<SampleTopic> opening;
    private final SampleMetrics metrics;
    private final Duration retry;
    private @Nullable SampleWriter writer;

    private volatile @Nullable Sampler now;

    /** @param retry how long nothing is tried after {@code opening}, or what it opened, failed */
    QueuedSamples(Supplier<SampleTopic> opening, Duration retry, PrometheusRegistry registry) {
        this.opening = opening;
        this.retry = retry;
        this.metrics = new SampleMetrics(registry);
    }

    /** Samples that go to the topic that {@code opening} opens once there is one. */
    public static QueuedSamples to(Supplier<KafkaSampleTopic> opening, PrometheusRegistry registry) {
        return new QueuedSamples(opening::get, RETRY, registry);
    }

    @Override
    public @Nullable Sampler now() {
        return now;
    }

    /** The group asks for this from now on; null for nothing. Does not wait. */
    public void follow(@Nullable AccessSampling asked) {
        Sampler before = now;
        if (asked == null) {
            now = null;
            end();
        } else if (before == null || !before.asked().equals(asked)) {
            now = new Sampler(asked, writing()::add);
        }
    }

    @Override
    public void close() {
        now = null;
        SampleWriter ending = end();
        try {
            if (ending != null && !ending.hasEnded(CLOSE_LIMIT)) {
                LOG.warn("Samples of requests were not sent in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SampleWriter writing() {
        SampleWriter current = writer;
        if (current == null) {
            current = new SampleWriter(opening, retry, metrics);
            writer = current;
        }
        return current;
    }

    private @Nullable SampleWriter end() {
        SampleWriter ending = writer;
        writer = null;
        if (ending != null) {
            ending.end();
        }
        return ending;
    }
}
