package dev.logway.api.log;

import dev.logway.log.TopicSpecs;
import dev.logway.wire.Topics;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How this process speaks to the log.
 *
 * @param kafka settings of every Kafka client, {@code bootstrap.servers} among them
 * @param appendTimeout in which the log must confirm a command
 * @param lookBack offsets of each partition of the events that are read again at start
 * @param checkpointKey of whoever signs checkpoints; null to trust any
 */
public record LogSettings(
        Map<String, Object> kafka,
        TopicSpecs specs,
        Duration appendTimeout,
        long lookBack,
        @Nullable PublicKey checkpointKey) {

    /** Copies {@code kafka}. */
    public LogSettings {
        kafka = Map.copyOf(kafka);
    }

    Topics topics() {
        return specs.topics();
    }
}
