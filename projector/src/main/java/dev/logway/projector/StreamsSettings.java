package dev.logway.projector;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

import dev.logway.log.TopicSpecs;
import dev.logway.projector.topology.Fetched;
import dev.logway.projector.topology.FetchedInterceptor;
import dev.logway.projector.topology.RocksMemory;
import dev.logway.projector.topology.SmallStores;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/*
 * A command waits for: the consumer's fetch, the decision, the producer's batch, the transaction's commit, and the
 * fetch of whoever reads its outcome. What is set here keeps each of them from waiting for company; when to commit is
 * told in Fetched. The next transaction begins while the last one's markers are still being written, and its first
 * request is refused until they are: so that it is repeated after RETRY_MILLIS, where the default is 100 ms.
 */
/** The settings of Kafka Streams, its clients and its changelogs: what may be overridden, and what may not. */
final class StreamsSettings {
    private static final int RETRY_MILLIS = 10;
    private static final int TRANSACTION_TIMEOUT_MILLIS = 4_000;
    private static final int MAX_BLOCK_MILLIS = 10_000;
    /** A broker that was replaced as leader, and cannot hear of it, would be asked for as long. */
    private static final long METADATA_MAX_AGE_MILLIS = 5_000;

    private static final int BUFFERED_RECORDS = 100; // each may have 16 MiB
    private static final long SEGMENT_MILLIS = 3_600_000;

    /** Deprecated from its birth, and yet each start without it warns; there is no global thread. */
    private static final String GLOBAL_THREAD_HANDLES_EXCEPTIONS = "processing.exception.handler.global.enabled";

    private StreamsSettings() {}

    /** @param session after which a silent process is taken for dead */
    static Properties of(ProjectorConfig config, RocksMemory memory, Fetched fetched, GroupSession session) {
        var properties = new Properties();
        properties.putAll(config.settings().kafka(defaults(config, session), fixed(config, memory, fetched)));
        return properties;
    }

    /** The configuration of the stores' changelogs: small segments, compacted early, because a restart reads them. */
    static Map<String, String> changelogs() {
        return Map.of(
                TopicConfig.SEGMENT_MS_CONFIG,
                String.valueOf(SEGMENT_MILLIS),
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                "0.1",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(TopicSpecs.MAX_RECORD_BYTES),
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                "false");
    }

    private static Map<String, Object> defaults(ProjectorConfig config, GroupSession session) {
        var settings = config.settings();
        int replication = settings.integer(ProjectorConfig.REPLICATION);
        var defaults = new HashMap<String, Object>();
        defaults.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        defaults.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        defaults.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        defaults.put(StreamsConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MILLIS);
        defaults.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
        defaults.put(
                topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), String.valueOf(Math.max(1, replication - 1)));

        defaults.put(consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session.timeoutMillis());
        defaults.put(consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), session.heartbeatMillis());
        defaults.put(consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), TopicSpecs.MAX_RECORD_BYTES);

        defaults.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        defaults.put(producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_MILLIS);
        defaults.put(producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MILLIS);
        defaults.put(producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), MAX_BLOCK_MILLIS);
        defaults.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), TopicSpecs.MAX_RECORD_BYTES);
        return defaults;
    }

    /** What the projector's promises rest on. */
    private static Map<String, Object> fixed(ProjectorConfig config, RocksMemory memory, Fetched fetched) {
        var settings = config.settings();
        var fixed = new HashMap<String, Object>();
        fixed.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        fixed.put(StreamsConfig.STATE_DIR_CONFIG, settings.string(ProjectorConfig.STATE_DIR));
        fixed.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.integer(ProjectorConfig.THREADS));
        fixed.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.integer(ProjectorConfig.STANDBY_REPLICAS));
        fixed.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.number(ProjectorConfig.COMMIT_INTERVAL));
        fixed.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        fixed.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        fixed.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        fixed.put(GLOBAL_THREAD_HANDLES_EXCEPTIONS, true);
        fixed.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStores.class);
        fixed.put(SmallStores.MEMORY, memory);
        fixed.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                FetchedInterceptor.class.getName());
        fixed.put(StreamsConfig.mainConsumerPrefix(FetchedInterceptor.FETCHED), fetched);
        fixed.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                MemberId.in(Path.of(settings.string(ProjectorConfig.STATE_DIR))));
        return fixed;
    }
}
