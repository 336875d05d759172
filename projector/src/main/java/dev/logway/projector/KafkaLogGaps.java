package dev.logway.projector;

import dev.logway.projector.topology.LogGaps;
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
final class KafkaLogGaps implements LogGaps {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLogGaps.class);
    private static final long LIMIT_NANOS = Duration.ofSeconds(5).toNanos();
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> settings;

    /** @param kafka settings of a consumer, {@code bootstrap.servers} among them */
    KafkaLogGaps(Map<String, Object> kafka) {
        this.settings = new HashMap<>(kafka);
        settings.keySet().retainAll(ConsumerConfig.configNames());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    }

    @Override
    public boolean holdRecords(TopicPartition partition, long from, long to) {
        KafkaConsumer<byte[], byte[]> consumer = null;
        try {
            consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer.assign(List.of(partition));
            long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            consumer.seek(partition, Math.max(first, from));
            return holdsRecords(consumer, partition, to);
        } catch (KafkaException e) {
            LOG.warn("{} cannot be read from {} to {}: {}", partition, from, to, e.toString());
            return true;
        } finally {
            if (consumer != null) {
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            }
        }
    }

    private static boolean holdsRecords(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long to) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (consumer.position(partition) < to) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < to) {
                    return true;
                }
            }
            if (System.nanoTime() - deadline > 0) {
                LOG.warn("{} could not be read up to {} in time", partition, to);
                return true;
            }
        }
        return false;
    }
}
