package dev.logway.api.log;

import dev.logway.api.state.Bell;
import dev.logway.domain.Scope;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Topics;
import dev.logway.wire.UndecodableException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads {@code logway.events} back on request. Reading costs at most {@value Budget#SECONDS} s a request; what was
 * passed by then is remembered, so that the next request goes on from there.
 */
public final class HistoryReader implements History {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final HistoryConsumers consumers;
    private final String topic;
    private final HistoryIndex index;
    private final Bell bell;

    HistoryReader(HistoryConsumers consumers, Topics topics, HistoryIndex index, Bell bell) {
        this.consumers = consumers;
        this.topic = topics.events();
        this.index = index;
        this.bell = bell;
    }

    @Override
    public Future<Page> page(Query query) {
        return consumers.reading(consumer -> {
            try {
                return page(query, consumer);
            } catch (InvalidOffsetException e) {
                index.clear(); // the topic was made anew
                return page(query, consumer);
            }
        });
    }

    @Override
    public Future<Optional<Event>> find(CommandId id) {
        return consumers.reading(consumer -> find(id, consumer));
    }

    @Override
    public Future<HistoryPosition> end(Scope scope) {
        return consumers.reading(consumer -> {
            var records = records(scope, consumer);
            var budget = new Budget();
            HistoryIndex.Mark near = records.before(records.end(), HistoryIndex.Mark.BEGINNING, budget);
            var here = new HistoryPosition[] {near.position()};
            records.read(near, budget, record -> {
                here[0] = here[0].after(records.decode(record));
                return true;
            });
            return here[0];
        });
    }

    @Override
    public Bell.Listening listen(Scope scope, Runnable listener) {
        return bell.listen(scope, listener);
    }

    private Page page(Query query, KafkaConsumer<byte[], byte[]> consumer) {
        var records = records(query.scope(), consumer);
        var budget = new Budget();
        HistoryIndex.Mark begin = records.before(query.filter().period().from(), records.floor(query.after()), budget);
        var scan = new HistoryScan(query, begin.position());
        ScopeRecords.Ending ending = records.read(begin, budget, record -> {
            scan.accept(records.decode(record));
            if (scan.isDone()) {
                return false;
            }
            index.note(query.scope(), scan.here(), record.offset() + 1);
            return true;
        });
        return switch (ending) {
            case END, ENOUGH -> scan.page();
            case BUDGET -> {
                index.mark(query.scope(), scan.here(), records.position());
                yield scan.partialPage();
            }
        };
    }

    private ScopeRecords records(Scope scope, KafkaConsumer<byte[], byte[]> consumer) {
        return new ScopeRecords(consumer, partitions(consumer), index, scope);
    }

    private Optional<Event> find(CommandId id, KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        seekTo(id, consumer, partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        var positions = new HashMap<TopicPartition, Long>();
        var budget = new Budget();
        while (true) {
            partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
            if (LogConsumers.reached(positions, ends)) {
                return Optional.empty();
            }
            if (budget.isSpent()) {
                throw new HistoryUnavailableException(
                        "the command was not found within " + Budget.SECONDS + " s, and the log goes on", null);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Optional<Event> event =
                        decoded(record).filter(found -> found.commandId().equals(id));
                if (event.isPresent()) {
                    return event;
                }
            }
        }
    }

    /** An id that carries its time (RFC 9562, version 7) says where to begin; for others that is the beginning. */
    private static void seekTo(CommandId id, KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        if (id.value().version() != 7) {
            consumer.seekToBeginning(partitions);
            return;
        }
        long millis = (id.value().getMostSignificantBits() >>> 16) - CLOCK_SKEW.toMillis();
        var times = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, millis)));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, found.offset());
            }
        });
    }

    private static Optional<Event> decoded(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(EventCodec.decode(record.key(), record.value()));
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return LogConsumers.sortedPartitions(consumer, topic);
    }
}
