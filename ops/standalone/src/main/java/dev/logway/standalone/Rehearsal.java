package dev.logway.standalone;

import dev.logway.standalone.broker.EmbeddedBroker;
import dev.logway.standalone.broker.EmbeddedBrokerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A short life of Logway in a temporary directory, run once per build so that the JVM can record what a start needs.
 *
 * <p>Most of a cold start is loading, linking and profiling classes. What is used here is read from the JVM's AOT cache
 * (JEP 483, 514, 515) at every later start; what is not works all the same, only later.
 */
public final class Rehearsal {
    private static final String TOPIC = "rehearsal";
    private static final byte[] VALUE = new byte[100];
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int TRANSACTIONS = 100;

    private Rehearsal() {}

    /** Takes no arguments and prints nothing; an exception says that there is nothing to record. */
    public static void main(String[] arguments) throws Exception {
        var directory = Files.createTempDirectory("logway-rehearsal");
        try (var broker = EmbeddedBroker.start(new EmbeddedBrokerConfig(directory, 0, 0, Map.of()))) {
            createTopic(broker.bootstrapServers());
            write(broker.bootstrapServers());
            read(broker.bootstrapServers());
        } finally {
            delete(directory);
        }
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var topic = new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static void write(String bootstrapServers) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", TOPIC, "linger.ms", 0);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int i = 0; i < TRANSACTIONS; i++) {
                producer.beginTransaction();
                var _ = producer.send(new ProducerRecord<>(TOPIC, VALUE, VALUE));
                producer.commitTransaction();
            }
        }
    }

    private static void read(String bootstrapServers) {
        var partition = new TopicPartition(TOPIC, 0);
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            for (int read = 0; read < TRANSACTIONS; ) {
                read += consumer.poll(POLL).count();
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
