package dev.logway.api.log;

import dev.logway.wire.Topics;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads {@code logway.access.<group>} back on request, at most {@value Budget#SECONDS} s for each. */
final class AccessReader implements AccessSamples {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long MAX_BYTES = 32L * 1024 * 1024;

    private final HistoryConsumers consumers;
    private final Topics topics;
    private final InstantSource clock;

    AccessReader(HistoryConsumers consumers, Topics topics, InstantSource clock) {
        this.consumers = consumers;
        this.topics = topics;
        this.clock = clock;
    }

    @Override
    public Future<Optional<Recent>> newest(String group, Duration last, int limit) {
        long since = Math.max(0, clock.millis() - last.toMillis());
        return consumers.reading(consumer -> {
            List<TopicPartition> partitions = LogConsumers.partitions(consumer, topics.access(group));
            if (partitions.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(newest(partitions, since, limit, consumer));
            } catch (InvalidOffsetException e) {
                // Retention deleted where it was to begin; it does so once in minutes.
                return Optional.of(newest(partitions, since, limit, consumer));
            }
        });
    }

    /** The last of each partition cannot be more than those that are wanted of all. */
    private static Recent newest(
            List<TopicPartition> partitions, long since, int limit, KafkaConsumer<byte[], byte[]> consumer) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> begins = begins(partitions, since, ends, consumer);
        var newest = new NewestSamples(limit, MAX_BYTES);
        for (TopicPartition partition : partitions) {
            long first = begins.getOrDefault(partition, 0L);
            long wanted = Math.max(first, ends.getOrDefault(partition, 0L) - limit);
            consumer.seek(partition, wanted);
            if (wanted > first) {
                newest.passOver();
            }
        }
        read(partitions, ends, consumer, newest);
        return newest.recent();
    }

    private static Map<TopicPartition, Long> begins(
            List<TopicPartition> partitions,
            long since,
            Map<TopicPartition, Long> ends,
            KafkaConsumer<byte[], byte[]> consumer) {
        var times = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> times.put(partition, since));
        var begins = new HashMap<TopicPartition, Long>();
        consumer.offsetsForTimes(times)
                .forEach((partition, found) -> begins.put(partition, begin(found, ends.getOrDefault(partition, 0L))));
        return begins;
    }

    /** Where there is nothing of that time, there is nothing to read. */
    private static long begin(@Nullable OffsetAndTimestamp found, long end) {
        return found == null ? end : found.offset();
    }

    private static void read(
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> ends,
            KafkaConsumer<byte[], byte[]> consumer,
            NewestSamples newest) {
        var positions = new HashMap<TopicPartition, Long>();
        var budget = new Budget();
        while (true) {
            partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
            if (LogConsumers.reached(positions, ends)) {
                return;
            }
            if (budget.isSpent()) {
                throw new HistoryUnavailableException(
                        "the samples could not be read within " + Budget.SECONDS + " s; ask for a shorter time", null);
            }
            consumer.poll(POLL).forEach(newest::add);
        }
    }
}
