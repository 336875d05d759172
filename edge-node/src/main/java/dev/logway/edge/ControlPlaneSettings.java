package dev.logway.edge;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.logway.log.TopicSpecs;
import dev.logway.settings.Settings;
import dev.logway.wire.Topics;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;

/** What an edge has of the control plane and tells it, and what it does without it. */
record ControlPlaneSettings(Settings settings) {
    private static final String REGION = "region";
    private static final String ZONE = "zone";
    private static final String TOPIC_PREFIX = "topic.prefix";
    private static final String HEARTBEAT_INTERVAL = "heartbeat.interval.ms";
    private static final String SNAPSHOT_MAX_AGE = "snapshot.max.age.ms";
    private static final String DRAIN_TIMEOUT = "drain.timeout.ms";

    static void define(ConfigDef definition) {
        long halfOfDeleteRetention = TopicSpecs.DELETE_RETENTION.toMillis() / 2;
        definition
                .define(REGION, STRING, "", LOW, "Where it runs, for the fleet's list.")
                .define(ZONE, STRING, "", LOW, "The zone inside the region, for the fleet's list.")
                .define(TOPIC_PREFIX, STRING, Topics.DEFAULT_PREFIX, MEDIUM, "What the names of all topics begin with.")
                .define(
                        HEARTBEAT_INTERVAL,
                        LONG,
                        5_000,
                        between(100, 60_000),
                        LOW,
                        "Time between heartbeats; a change is reported at once.")
                .define(
                        SNAPSHOT_MAX_AGE,
                        LONG,
                        halfOfDeleteRetention,
                        between(0, halfOfDeleteRetention),
                        LOW,
                        "A snapshot older than this is not served; at most half of the topics' delete.retention.ms.")
                .define(
                        DRAIN_TIMEOUT,
                        LONG,
                        3_000,
                        between(0, 600_000),
                        MEDIUM,
                        "How long requests under way may take when the node ends.");
    }

    Optional<String> region() {
        return settings.text(REGION);
    }

    Optional<String> zone() {
        return settings.text(ZONE);
    }

    Topics topics() {
        return new Topics(settings.string(TOPIC_PREFIX));
    }

    Duration heartbeatInterval() {
        return settings.duration(HEARTBEAT_INTERVAL);
    }

    Duration snapshotMaxAge() {
        return settings.duration(SNAPSHOT_MAX_AGE);
    }

    Duration drainTimeout() {
        return settings.duration(DRAIN_TIMEOUT);
    }
}
