package dev.logway.projector.topology;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Tells {@link Fetched} what the main consumer fetches. Made by the consumer, by reflection. */
public final class FetchedInterceptor implements ConsumerInterceptor<byte[], byte[]> {
    /** The setting that holds the {@link Fetched}. */
    public static final String FETCHED = "logway.fetched";

    private @Nullable Fetched fetched;

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(FETCHED) instanceof Fetched given) {
            fetched = given;
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        if (fetched != null) {
            for (TopicPartition partition : records.partitions()) {
                fetched.fetched(partition, records.records(partition).getLast().offset());
            }
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Commits are the producer's, inside its transactions.
    }

    @Override
    public void close() {}
}
