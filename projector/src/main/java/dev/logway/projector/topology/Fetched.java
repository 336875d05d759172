package dev.logway.projector.topology;

import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/*
 * When to commit. A transaction costs a few milliseconds however many commands it holds. One for each command would
 * halt a busy scope at a few hundred commands a second; one every so many milliseconds would make a lone command wait
 * for company that does not come. What is right is a commit as soon as nothing more is at hand: a lone command is
 * committed at once, and what arrives during that commit shares the next. Kafka Streams does not say what it has at
 * hand, so the consumer's interceptor notes it.
 */
/** The last offset that was fetched of each partition: a hint, which may be out of date after a partition moved. Threadsafe. */
public final class Fetched {
    private final ConcurrentHashMap<TopicPartition, Long> last = new ConcurrentHashMap<>();

    void fetched(TopicPartition partition, long offset) {
        last.put(partition, offset);
    }

    /** Whether nothing after {@code record} is at hand in its partition. */
    boolean isLast(RecordMetadata record) {
        Long offset = last.get(new TopicPartition(record.topic(), record.partition()));
        return offset == null || record.offset() >= offset;
    }
}
