package dev.logway.projector;

import dev.logway.projector.topology.CommandGaps;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a gap with a consumer of its own; transactions leave small ones, so this is seldom and short. */
final class KafkaCommandGaps implements CommandGaps {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaCommandGaps.class);
    private static final long LIMIT_NANOS = Duration.ofSeconds(5).toNanos();
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> settings;
    private final String topic;

    /** @param kafka settings of a consumer, {@code bootstrap.servers} among them */
    KafkaCommandGaps(Map<String, Object> kafka, String topic) {
        this.topic = topic;
        this.settings = new HashMap<>(kafka);
        settings.keySet().retainAll(ConsumerConfig.configNames());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    }

    @Override
    public boolean holdRecords(int partition, long from, long to) {
        var place = new TopicPartition(topic, partition);
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            consumer.assign(List.of(place));
            long first = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
            consumer.seek(place, Math.max(first, from));
            return holdsRecords(consumer, place, to);
        } catch (KafkaException e) {
            LOG.warn("{} cannot be read from {} to {}: {}", place, from, to, e.toString());
            return true;
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private static boolean holdsRecords(KafkaConsumer<byte[], byte[]> consumer, TopicPartition place, long to) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (consumer.position(place) < to) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < to) {
                    return true;
                }
            }
            if (System.nanoTime() - deadline > 0) {
                LOG.warn("{} could not be read up to {} in time", place, to);
                return true;
            }
        }
        return false;
    }
}
