package dev.logway.verify.fault.cluster;

import dev.logway.bench.process.BenchException;
import dev.logway.bench.process.Waiting;
import dev.logway.log.ScopePartition;
import dev.logway.log.TopicSpecs;
import dev.logway.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What the brokers say of themselves, of the projectors' group and of transactions. */
public final class KafkaView implements AutoCloseable {
    private static final Topics TOPICS = Topics.byDefault();
    private static final String APPLICATION = TOPICS.prefix() + "projector";
    private static final long TIMEOUT_SECONDS = 30;
    private static final int ATTEMPTS = 20;
    private static final Duration RETRY = Duration.ofMillis(250);

    private final String bootstrap;
    private final Admin admin;

    KafkaView(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrap,
                "request.timeout.ms", 5_000,
                "default.api.timeout.ms", 20_000,
                "reconnect.backoff.max.ms", 500));
    }

    public String bootstrap() {
        return bootstrap;
    }

    /** Whether a broker is in the cluster and takes requests. */
    boolean isServing(int broker) {
        try {
            return get(admin.describeCluster().nodes()).stream().anyMatch(node -> node.id() == broker);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Whether every replica of every topic of Logway's and of Kafka's own is in sync. */
    public boolean isInSync() {
        try {
            Collection<String> topics = get(
                    admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
            return get(admin.describeTopics(topics).allTopicNames()).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.isr().size() == partition.replicas().size());
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** The transactions whose id begins so and which are neither committed nor aborted. */
    public List<String> ongoing(String prefix) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return listed(prefix);
            } catch (IllegalStateException e) {
                Waiting.forDuration(RETRY); // Kafka's client fails where a broker is just being lost
            }
        }
        return listed(prefix);
    }

    private List<String> listed(String prefix) {
        return get(admin.listTransactions().all()).stream()
                .filter(transaction -> transaction.state() == TransactionState.ONGOING)
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(prefix))
                .toList();
    }

    /** As {@link #ongoing}, of the projectors. */
    public List<String> ongoingOfProjectors() {
        return ongoing(APPLICATION);
    }

    Part activeProjector(List<Part> projectors, Function<Part, Path> directories) {
        var partition =
                new TopicPartition(TOPICS.commands(), ScopePartition.of(Steady.SCOPE, TopicSpecs.SCOPE_PARTITIONS));
        String member = get(admin.describeConsumerGroups(List.of(APPLICATION)).all()).values().stream()
                .flatMap(group -> group.members().stream())
                .filter(found -> found.assignment().topicPartitions().contains(partition))
                .map(MemberDescription::groupInstanceId)
                .findFirst()
                .flatMap(id -> id)
                .orElseThrow(() -> new BenchException("no projector has the group under test"));
        return projectors.stream()
                .filter(part -> member.startsWith(memberId(directories.apply(part))))
                .findFirst()
                .orElseThrow(() -> new BenchException("an unknown projector: " + member));
    }

    @Override
    public void close() {
        admin.close();
    }

    private static String memberId(Path directory) {
        try {
            return Files.readString(directory.resolve("member-id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
