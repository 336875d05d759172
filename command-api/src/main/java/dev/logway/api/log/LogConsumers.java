package dev.logway.api.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How this process reads topics: committed records only, partitions assigned by hand, offsets its own business. */
final class LogConsumers {
    private static final int MAX_POLL_RECORDS = 2_000;
    private static final int MAX_FETCH_BYTES = 8 * 1024 * 1024;

    private LogConsumers() {}

    /** The settings of a consumer; what the operator set under {@code kafka.} wins where correctness allows it. */
    static Map<String, Object> settings(String clientId, Map<String, Object> kafka) {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        settings.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_FETCH_BYTES);
        settings.putIfAbsent(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        // A broker that is cut off from the others does not say that it leads no more.
        settings.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000L);
        return settings;
    }

    /** The partitions of {@code topic}; empty if there is no such topic yet. */
    static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        @Nullable List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        return partitions == null
                ? List.of()
                : partitions.stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
    }

    /**
     * The partitions of {@code topic}, by number.
     *
     * @throws HistoryUnavailableException if there is no such topic
     */
    static List<TopicPartition> sortedPartitions(KafkaConsumer<?, ?> consumer, String topic) {
        List<TopicPartition> partitions = partitions(consumer, topic).stream()
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new HistoryUnavailableException("topic " + topic + " does not exist", null);
        }
        return partitions;
    }

    /** Whether every partition's position is at its end or beyond. */
    static boolean reached(Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
