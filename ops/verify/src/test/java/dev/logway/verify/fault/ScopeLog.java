package dev.logway.verify.fault;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Outcome;
import dev.logway.log.ScopePartition;
import dev.logway.log.TopicSpecs;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One scope's partition of commands, events and the projector's changelog, through Kafka's own clients. */
record ScopeLog(String bootstrap, Scope scope) {
    private static final Topics TOPICS = Topics.byDefault();
    private static final String CHANGELOG = "logway.projector-scopes-changelog";

    /** A record of the changelog. */
    record Entry(byte @Nullable [] key, byte @Nullable [] value) {}

    void append(Command... commands) {
        for (Command command : commands) {
            write(TOPICS.commands(), List.of(new Entry(Keys.of(scope), CommandCodec.encode(command))));
        }
    }

    /** The revisions of the accepted events, in their order. */
    List<Long> revisions() {
        var revisions = new ArrayList<Long>();
        for (Entry entry : read(TOPICS.events())) {
            if (EventCodec.decode(entry.key(), entry.value()).outcome() instanceof Outcome.Accepted accepted) {
                revisions.add(accepted.revision());
            }
        }
        return revisions;
    }

    List<Entry> changelog() {
        return read(CHANGELOG);
    }

    void appendChangelog(List<Entry> entries) {
        write(CHANGELOG, entries);
    }

    /** Makes the changelog anew, with nothing but {@code entries}, while no projector runs. */
    void replaceChangelog(List<Entry> entries) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteTopics(List.of(CHANGELOG)).all().get();
            while (admin.listTopics().names().get().contains(CHANGELOG)) {
                Thread.sleep(20);
            }
            var anew = new NewTopic(CHANGELOG, Optional.of(TopicSpecs.SCOPE_PARTITIONS), Optional.empty())
                    .configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(anew)).all().get();
        }
        write(CHANGELOG, entries);
    }

    private void write(String topic, List<Entry> entries) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "acks", "all");
        int partition = ScopePartition.of(scope, TopicSpecs.SCOPE_PARTITIONS);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Entry entry : entries) {
                // The flush waits for it, and what is missing fails the test.
                var _ = producer.send(new ProducerRecord<>(topic, partition, entry.key(), entry.value()));
            }
            producer.flush();
        }
    }

    /** All committed records of the scope's partition. */
    private List<Entry> read(String topic) {
        var partition = new TopicPartition(topic, ScopePartition.of(scope, TopicSpecs.SCOPE_PARTITIONS));
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
        var entries = new ArrayList<Entry>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> entries.add(new Entry(record.key(), record.value())));
            }
        }
        return entries;
    }
}
