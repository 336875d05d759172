package dev.logway.standalone.audit;

import dev.logway.domain.Scope;
import dev.logway.log.ScopePartition;
import dev.logway.log.TopicSpecs;
import dev.logway.wire.Keys;
import dev.logway.wire.LoggedRecord;
import dev.logway.wire.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The events of one scope, from the first on. */
final class EventRecords implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final byte[] key;
    private final TopicPartition partition;

    private EventRecords(KafkaConsumer<byte[], byte[]> consumer, Scope scope, Topics topics) {
        this.consumer = consumer;
        this.key = Keys.of(scope);
        this.partition = new TopicPartition(topics.events(), ScopePartition.of(scope, TopicSpecs.SCOPE_PARTITIONS));
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** @param kafka settings of a consumer, {@code bootstrap.servers} among them */
    static EventRecords open(Map<String, Object> kafka, Scope scope, Topics topics) {
        return new EventRecords(LogConsumer.open(kafka), scope, topics);
    }

    /** How many copies of the topic there are. */
    short replication() {
        return (short) consumer.partitionsFor(partition.topic()).getFirst().replicas().length;
    }

    /** Shows the events from where it is up to what is the end now. */
    void readOn(Consumer<LoggedRecord> taker, Records.ProgressTaker progress) {
        long first = consumer.position(partition);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (Arrays.equals(key, record.key())) {
                    taker.accept(LogRecords.logged(record));
                }
            }
            progress.reached((int) ((consumer.position(partition) - first) * 100 / Math.max(1, end - first)));
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
