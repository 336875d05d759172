package dev.logway.edge.sampling;

import dev.logway.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends to {@code logway.access.<group>}. */
public final class KafkaSampleTopic implements SampleTopic {
    private static final int LINGER_MILLIS = 200;
    private static final int BATCH_BYTES = 64 * 1024;
    private static final long BUFFER_BYTES = 4L * 1024 * 1024;
    private static final int MAX_BLOCK_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 5_000;
    private static final int DELIVERY_MILLIS = 10_000;
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    /**
     * Connects.
     *
     * @param kafka settings of a producer, {@code bootstrap.servers} among them
     * @throws KafkaException if the brokers' names cannot be looked up
     */
    public KafkaSampleTopic(Map<String, Object> kafka, Topics topics, String group) {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "logway-samples");
        // Samples are a part of something; that a broker takes some with it changes nothing.
        settings.put(ProducerConfig.ACKS_CONFIG, "1");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        settings.putIfAbsent(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topics.access(group);
    }

    @Override
    public boolean append(byte[] value, Fate fate) {
        Future<RecordMetadata> sent =
                producer.send(new ProducerRecord<>(topic, value), (_, fault) -> fate.known(fault));
        return !sent.isDone() || !isRefused(sent);
    }

    /** Whether Kafka said within the call that nobody knows the topic, or that there is no room. */
    private static boolean isRefused(Future<RecordMetadata> sent) {
        return sent.state() == Future.State.FAILED && !(sent.exceptionNow() instanceof RecordTooLargeException);
    }

    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
    }
}
