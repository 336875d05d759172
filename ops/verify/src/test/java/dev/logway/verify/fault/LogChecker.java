package dev.logway.verify.fault;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Outcome;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the whole log and says everything in it that must not be. */
final class LogChecker {
    private final String bootstrap;

    LogChecker(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** The digest of the last accepted event of {@code scope}. */
    String lastDigest(Scope scope) {
        String digest = "";
        for (ConsumerRecord<byte[], byte[]> record : read(Topics.byDefault().events())) {
            Event event = EventCodec.decode(record.key(), record.value());
            if (event.scope().equals(scope) && event.outcome() instanceof Outcome.Accepted accepted) {
                digest = accepted.digest().toString();
            }
        }
        return digest;
    }

    /** Commands without event or with two, events without command, gaps in revisions, breaks of the chain. */
    List<String> problems(Iterable<String> acknowledged) {
        var problems = new ArrayList<String>();
        var events = new HashMap<String, Integer>();
        var revisions = new TreeMap<Scope, Long>();
        var hashes = new TreeMap<Scope, Hash>();
        for (ConsumerRecord<byte[], byte[]> record : read(Topics.byDefault().events())) {
            Event event = EventCodec.decode(record.key(), record.value());
            events.merge(event.commandId().toString(), 1, Integer::sum);
            if (event.outcome() instanceof Outcome.Accepted accepted) {
                long expected = revisions.getOrDefault(event.scope(), 0L) + 1;
                if (accepted.revision() != expected) {
                    problems.add(event.scope() + ": revision " + accepted.revision() + " follows " + (expected - 1));
                }
                Hash previous = hashes.getOrDefault(event.scope(), Hash.NONE);
                if (!accepted.previous().equals(previous)) {
                    problems.add(event.scope() + ": the chain breaks at revision " + accepted.revision());
                }
                revisions.put(event.scope(), accepted.revision());
                hashes.put(event.scope(), EventCodec.hash(record.value()));
            }
        }
        var commands = new HashMap<String, Integer>();
        for (ConsumerRecord<byte[], byte[]> record : read(Topics.byDefault().commands())) {
            commands.merge(
                    CommandCodec.decode(record.key(), record.value()).id().toString(), 1, Integer::sum);
        }
        commands.forEach((id, count) -> {
            if (events.getOrDefault(id, 0) != 1) {
                problems.add("command " + id + " has " + events.getOrDefault(id, 0) + " events");
            }
        });
        events.keySet().stream()
                .filter(id -> !commands.containsKey(id))
                .forEach(id -> problems.add("event without command " + id));
        acknowledged.forEach(id -> {
            if (!commands.containsKey(id)) {
                problems.add("acknowledged command " + id + " is lost");
            }
        });
        return problems;
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrap,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "group.id",
                "checker-" + UUID.randomUUID(),
                "max.poll.records",
                10_000);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }
}
