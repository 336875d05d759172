package dev.logway.log;

import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic as it must be.
 *
 * @param configs by Kafka's names, complete: nothing that matters is left to the broker's defaults
 */
public record TopicSpec(String name, int partitions, short replication, Map<String, String> configs) {

    /** Copies {@code configs}. */
    public TopicSpec {
        configs = Map.copyOf(configs);
    }

    NewTopic toNewTopic() {
        return new NewTopic(name, partitions, replication).configs(configs);
    }
}
