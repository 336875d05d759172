package dev.logway.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Finds out which topic a name stands for. Every call blocks until the cluster answered. Threadsafe. */
final class TopicLookup implements AutoCloseable {
    private final Admin admin;
    private final Duration timeout;

    private TopicLookup(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    /** @param kafka settings of an admin client, {@code bootstrap.servers} among them */
    static TopicLookup connect(Map<String, Object> kafka, Duration timeout) {
        return new TopicLookup(Answers.client(kafka, timeout), timeout);
    }

    /**
     * The topic called {@code name}.
     *
     * @throws UnknownTopicOrPartitionException if there is none
     * @throws LogUnreachableException if the cluster does not answer
     */
    TopicIdentity find(String name) {
        var cluster = admin.describeCluster().clusterId();
        var topic = admin.describeTopics(List.of(name)).topicNameValues().get(name);
        return new TopicIdentity(
                Answers.await(cluster, "asking for the cluster's id", timeout),
                Answers.await(topic, "describing topic " + name, timeout)
                        .topicId()
                        .toString());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
