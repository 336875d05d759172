package dev.logway.log;

import static java.util.Map.entry;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.DELETE_RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;

import dev.logway.domain.Scope;
import dev.logway.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The full configuration of every topic of an installation.
 *
 * @param replication copies of each partition: 3 in a cluster, 1 with a single broker
 */
public record TopicSpecs(Topics topics, short replication) {
    /** Partitions of the topics that are keyed by scope; fixed, because a scope must never change its partition. */
    public static final int SCOPE_PARTITIONS = 12;

    /** The largest record anywhere: a changeset of the largest size the API takes. */
    public static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

    /** How long a tombstone is kept at least; a reader that was away for longer reads from the start. */
    public static final Duration DELETE_RETENTION = Duration.ofDays(8);

    private static final int ACCESS_PARTITIONS = 3;
    private static final int ACCESS_PARTITION_BYTES = 256 * 1024 * 1024;
    private static final int ACCESS_SEGMENT_BYTES = 32 * 1024 * 1024;
    private static final Duration ACCESS_SEGMENT = Duration.ofMinutes(10);

    /** Of one batch of samples. */
    private static final int ACCESS_RECORD_BYTES = 1024 * 1024;

    private static final Duration HEARTBEAT_RETENTION = Duration.ofDays(7);
    private static final Duration TRANSITION_RETENTION = Duration.ofDays(90);

    /** The topics that exist before any group does. */
    public List<TopicSpec> fixed() {
        return List.of(
                keptForEver(topics.commands(), SCOPE_PARTITIONS),
                keptForEver(topics.events(), SCOPE_PARTITIONS),
                keptFor(HEARTBEAT_RETENTION, topics.heartbeats(), SCOPE_PARTITIONS),
                compacted(topics.instances()),
                keptFor(TRANSITION_RETENTION, topics.instanceEvents(), 1),
                compacted(topics.checkpoints(), SCOPE_PARTITIONS),
                compacted(topics.checkpointParts(), SCOPE_PARTITIONS));
    }

    /** The config topic of {@code scope}. */
    public TopicSpec config(Scope scope) {
        return compacted(topics.config(scope));
    }

    /**
     * Where the edges of {@code group} keep samples of requests. Its records are about nothing that is served, so it is
     * bounded in bytes as well.
     *
     * @param retention for which samples are kept; some minutes longer in the end, because Kafka deletes whole segments
     */
    public TopicSpec access(String group, Duration retention) {
        return spec(
                topics.access(group),
                ACCESS_PARTITIONS,
                Map.of(
                        CLEANUP_POLICY_CONFIG,
                        CLEANUP_POLICY_DELETE,
                        RETENTION_MS_CONFIG,
                        millis(retention),
                        RETENTION_BYTES_CONFIG,
                        String.valueOf(ACCESS_PARTITION_BYTES),
                        SEGMENT_BYTES_CONFIG,
                        String.valueOf(ACCESS_SEGMENT_BYTES),
                        SEGMENT_MS_CONFIG,
                        millis(ACCESS_SEGMENT),
                        MAX_MESSAGE_BYTES_CONFIG,
                        String.valueOf(ACCESS_RECORD_BYTES)));
    }

    private TopicSpec keptForEver(String name, int partitions) {
        return spec(name, partitions, Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE, RETENTION_MS_CONFIG, "-1"));
    }

    private TopicSpec keptFor(Duration retention, String name, int partitions) {
        return spec(
                name,
                partitions,
                Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE, RETENTION_MS_CONFIG, millis(retention)));
    }

    private TopicSpec compacted(String name) {
        return compacted(name, 1);
    }

    private TopicSpec compacted(String name, int partitions) {
        return spec(
                name,
                partitions,
                Map.ofEntries(
                        entry(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT),
                        entry(DELETE_RETENTION_MS_CONFIG, millis(DELETE_RETENTION)),
                        entry(SEGMENT_MS_CONFIG, millis(Duration.ofHours(1))),
                        entry(MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1"),
                        entry(MIN_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofHours(1))),
                        entry(MAX_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofHours(6)))));
    }

    private TopicSpec spec(String name, int partitions, Map<String, String> own) {
        var configs = new HashMap<String, String>();
        configs.put(RETENTION_BYTES_CONFIG, "-1");
        configs.put(MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_RECORD_BYTES));
        configs.put(MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        configs.put(MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(Math.max(1, replication - 1)));
        configs.put(UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        configs.putAll(own);
        return new TopicSpec(name, partitions, replication, configs);
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }
}
