package dev.logway.standalone.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.log.ScopePartition;
import dev.logway.log.TopicSpecs;
import dev.logway.replay.Audit;
import dev.logway.wire.Keys;
import dev.logway.wire.LoggedRecord;
import dev.logway.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** A scope's records as they stand in the log, each topic up to what is its end when it is begun. */
public final class LogRecords implements Records {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Scope scope;
    private final Topics topics;
    private final long sealedBefore;

    private LogRecords(KafkaConsumer<byte[], byte[]> consumer, Scope scope, Topics topics) {
        this.consumer = consumer;
        this.scope = scope;
        this.topics = topics;
        TopicPartition events = partition(topics.events());
        consumer.assign(List.of(events));
        this.sealedBefore = end(events);
    }

    /**
     * Connects to the log.
     *
     * @param kafka settings of a consumer, {@code bootstrap.servers} among them
     * @throws LogReadException if it is not reachable, or holds no such scope
     */
    public static LogRecords open(Map<String, Object> kafka, Scope scope, Topics topics) {
        var consumer = LogConsumer.open(kafka);
        try {
            for (String topic : Audit.topics(scope, topics)) {
                if (consumer.partitionsFor(topic).isEmpty()) {
                    throw new KafkaException("there is no topic " + topic);
                }
            }
            return new LogRecords(consumer, scope, topics);
        } catch (KafkaException e) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw new LogReadException("the history of " + scope + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public Topics topics() {
        return topics;
    }

    @Override
    public long sealedBefore() {
        return sealedBefore;
    }

    @Override
    public void forEach(Predicate<LoggedRecord> taker, ProgressTaker progress) {
        try {
            for (String topic : Audit.topics(scope, topics)) {
                if (!read(partition(topic), taker, progress)) {
                    return;
                }
            }
        } catch (KafkaException e) {
            throw new LogReadException("the history of " + scope + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Shows every record of the config topic. */
    void readConfig(Predicate<LoggedRecord> taker) {
        read(partition(topics.config(scope)), taker, _ -> {});
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    private boolean read(TopicPartition partition, Predicate<LoggedRecord> taker, ProgressTaker progress) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long first = consumer.position(partition);
        long end = end(partition);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end && isOfScope(record) && !taker.test(logged(record))) {
                    return false;
                }
            }
            if (partition.topic().equals(topics.events())) {
                progress.reached((int) ((consumer.position(partition) - first) * 100 / Math.max(1, end - first)));
            }
        }
        return true;
    }

    private boolean isOfScope(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.events())) {
            return Arrays.equals(Keys.of(scope), record.key());
        }
        return record.topic().equals(topics.config(scope))
                || new String(record.key(), UTF_8).startsWith(scope.path() + "/");
    }

    static LoggedRecord logged(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key() == null ? new byte[0] : record.key();
        return new LoggedRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                key,
                record.value());
    }

    private TopicPartition partition(String topic) {
        return new TopicPartition(
                topic, topic.equals(topics.config(scope)) ? 0 : ScopePartition.of(scope, TopicSpecs.SCOPE_PARTITIONS));
    }

    private long end(TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }
}
