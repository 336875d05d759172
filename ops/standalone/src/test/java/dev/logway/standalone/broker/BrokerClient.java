package dev.logway.standalone.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the tests ask of a broker, through Kafka's own clients. */
record BrokerClient(String bootstrapServers) {
    static final Duration DEADLINE = Duration.ofSeconds(60);

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Waits until {@code count} brokers have registered; until then there are no topics of so many copies. */
    void awaitNodes(int count) throws InterruptedException {
        try (var admin = admin()) {
            long deadline = System.nanoTime() + DEADLINE.toNanos();
            int registered = 0;
            while (registered < count) {
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError(registered + " of " + count + " brokers");
                }
                Thread.sleep(20);
                registered = get(admin.describeCluster()
                                .nodes()
                                .toCompletionStage()
                                .toCompletableFuture())
                        .size();
            }
        }
    }

    void createTopic(String topic, Map<String, String> config) {
        try (var admin = admin()) {
            var created =
                    admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty()).configs(config)));
            get(created.all().toCompletionStage().toCompletableFuture());
        }
    }

    KafkaProducer<String, String> producer(Map<String, Object> config) {
        var all = new HashMap<String, Object>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 0));
        all.putAll(config);
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    /** Appends and waits for the acknowledgement of every value. */
    void append(String topic, List<String> values) {
        try (var producer = producer(Map.of())) {
            values.stream()
                    .map(value -> producer.send(new ProducerRecord<>(topic, "key", value)))
                    .toList()
                    .forEach(BrokerClient::get);
        }
    }

    /** The committed values of a topic's one partition, from its start to the end it has now. */
    List<String> read(String topic) {
        var partition = new TopicPartition(topic, 0);
        var values = new ArrayList<String>();
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long deadline = System.nanoTime() + DEADLINE.toNanos();
            while (consumer.position(partition) < end) {
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError("position " + consumer.position(partition) + " of " + end);
                }
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
