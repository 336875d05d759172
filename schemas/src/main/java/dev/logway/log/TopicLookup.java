package dev.logway.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Asks the cluster which topic a name stands for. */
final class TopicLookup implements TopicFinder {
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

    @Override
    public TopicIdentity find(String name) {
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
