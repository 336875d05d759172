package dev.logway.verify.fault;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Outcome;
import dev.logway.verify.fault.load.Acknowledged;
import dev.logway.wire.CommandCodec;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the log from its start on, committed records only, and says everything in it that must not be. */
final class LogChecker implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> commandPartitions;
    private final List<TopicPartition> eventPartitions;
    private final Set<String> commands = new HashSet<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final Map<String, Set<String>> byKey = new HashMap<>();
    private final Map<Scope, Outcome.Accepted> newest = new TreeMap<>();
    private final Map<Scope, Hash> hashes = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    LogChecker(String bootstrap) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "none",
                        "max.poll.records",
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.commandPartitions = partitions(Topics.byDefault().commands());
        this.eventPartitions = partitions(Topics.byDefault().events());
        var all = Stream.concat(commandPartitions.stream(), eventPartitions.stream())
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** Reads what has come since the last call: the events first, so that none comes without its command. */
    void readOn() {
        readOn(eventPartitions, commandPartitions, this::event);
        readOn(commandPartitions, eventPartitions, this::command);
    }

    /** The digest of the last accepted event of {@code scope}; empty before there is any. */
    String digest(Scope scope) {
        Outcome.Accepted accepted = newest.get(scope);
        return accepted == null ? "" : accepted.digest().toString();
    }

    /** Commands that have no event yet. */
    long undecided() {
        return commands.stream().filter(id -> !outcomes.containsKey(id)).count();
    }

    /** How many events there are. */
    int events() {
        return outcomes.size();
    }

    /**
     * Everything since the last call that must not be, once every command is decided: commands without event or with
     * two, events without command, gaps in revisions, breaks of the chain, answers that are not what the log says.
     */
    List<String> problems(Iterable<Acknowledged> acknowledged) {
        for (String id : commands) {
            if (!outcomes.containsKey(id)) {
                problems.add("command " + id + " has no event");
            }
        }
        for (String id : outcomes.keySet()) {
            if (!commands.contains(id)) {
                problems.add("event without command " + id);
            }
        }
        acknowledged.forEach(this::compare);
        byKey.forEach((key, ids) -> {
            if (ids.stream()
                            .filter(id -> outcomes.get(id) instanceof Outcome.Verdict)
                            .count()
                    != 1) {
                problems.add("the commands " + ids + " of one Idempotency-Key were not decided once");
            }
        });
        byKey.clear();
        var found = List.copyOf(problems);
        problems.clear();
        return found;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void compare(Acknowledged answer) {
        if (!commands.contains(answer.id())) {
            problems.add("acknowledged command " + answer.id() + " is lost");
            return;
        }
        OptionalLong decided = outcomes.get(answer.id()) instanceof Outcome.Accepted accepted
                ? OptionalLong.of(accepted.revision())
                : OptionalLong.empty();
        if (!decided.equals(answer.revision())) {
            problems.add(
                    "command " + answer.id() + " was answered " + answer.revision() + ", its event says " + decided);
        }
    }

    private void event(ConsumerRecord<byte[], byte[]> record) {
        Event event = EventCodec.decode(record.key(), record.value());
        String id = event.commandId().toString();
        if (outcomes.put(id, event.outcome()) != null) {
            problems.add("command " + id + " has a second event at offset " + record.offset());
        }
        if (event.outcome() instanceof Outcome.Accepted accepted) {
            accepted(event.scope(), accepted, EventCodec.hash(record.value()));
        }
    }

    private void accepted(Scope scope, Outcome.Accepted accepted, Hash hash) {
        Outcome.Accepted before = newest.put(scope, accepted);
        long expected = before == null ? 1 : before.revision() + 1;
        if (accepted.revision() != expected) {
            problems.add(scope + ": revision " + accepted.revision() + " follows " + (expected - 1));
        }
        Hash previous = hashes.put(scope, hash);
        if (!accepted.previous().equals(previous == null ? Hash.NONE : previous)) {
            problems.add(scope + ": the chain breaks at revision " + accepted.revision());
        }
    }

    private void command(ConsumerRecord<byte[], byte[]> record) {
        Command command = CommandCodec.decode(record.key(), record.value());
        String id = command.id().toString();
        commands.add(id);
        if (command.idempotencyKey() != null) {
            byKey.computeIfAbsent(command.idempotencyKey(), _ -> new HashSet<>())
                    .add(id);
        }
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private void readOn(
            List<TopicPartition> wanted, List<TopicPartition> others, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        consumer.pause(others);
        consumer.resume(wanted);
        Map<TopicPartition, Long> ends = consumer.endOffsets(wanted);
        while (wanted.stream().anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            consumer.poll(Duration.ofMillis(200)).forEach(taker);
        }
    }
}
