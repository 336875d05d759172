package dev.logway.bench.propagation;

import dev.logway.bench.process.BenchException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least that anything built on this broker can take: one record from a producer ({@code acks=all}, no linger) to a
 * {@code read_committed} consumer, both in this process.
 */
final class KafkaHop implements AutoCloseable {
    private static final String TOPIC = "bench.hop";
    private static final int PAYLOAD_BYTES = 300;
    private static final long LIMIT_SECONDS = 10;

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SynchronousQueue<Long> arrivals = new SynchronousQueue<>();
    private final byte[] payload = new byte[PAYLOAD_BYTES];
    private final Thread poller;

    private KafkaHop(KafkaProducer<byte[], byte[]> producer, KafkaConsumer<byte[], byte[]> consumer) {
        this.producer = producer;
        this.consumer = consumer;
        this.poller = Thread.ofPlatform().daemon().name("hop-consumer").unstarted(this::poll);
    }

    /** Makes the topic and connects. */
    static KafkaHop connect(String bootstrapServers) {
        createTopic(bootstrapServers);
        var producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        var consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partition = new TopicPartition(TOPIC, 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition);
        var hop = new KafkaHop(producer, consumer);
        hop.poller.start();
        return hop;
    }

    /** Sends one record and waits for it; gives how long that took, in ns. */
    long nanos() {
        long started = System.nanoTime();
        var sent = producer.send(new ProducerRecord<>(TOPIC, payload));
        try {
            Long arrived = arrivals.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (arrived == null) {
                throw new BenchException("a record did not arrive within " + LIMIT_SECONDS + " s");
            }
            sent.get();
            return arrived - started;
        } catch (ExecutionException e) {
            throw new BenchException("the broker refused a record: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        producer.close(Duration.ofSeconds(1));
    }

    private void poll() {
        try (consumer) {
            while (true) {
                var records = consumer.poll(Duration.ofSeconds(1));
                long arrived = System.nanoTime();
                for (int i = 0; i < records.count(); i++) {
                    arrivals.put(arrived);
                }
            }
        } catch (WakeupException e) {
            // The end.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void createTopic(String bootstrapServers) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        } catch (ExecutionException e) {
            throw new BenchException("no topic for the bare hop: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
