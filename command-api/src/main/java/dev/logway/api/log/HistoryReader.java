package dev.logway.api.log;

import dev.logway.domain.Scope;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import dev.logway.log.ScopePartition;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.Topics;
import dev.logway.wire.UndecodableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads {@code logway.events} back on request, with {@value #READERS} consumers on threads of their own. Reading
 * costs at most {@value #BUDGET_SECONDS} s a request; what was passed by then is remembered, so that the next request
 * goes on from there.
 */
public final class HistoryReader implements History {
    static final int READERS = 2;
    static final int BUDGET_SECONDS = 10;
    private static final int MAX_WAITING = 64;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final Map<String, Object> settings;
    private final String topic;
    private final HistoryIndex index;
    private final WorkerExecutor workers;
    private final Queue<KafkaConsumer<byte[], byte[]>> idle = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    private HistoryReader(Map<String, Object> settings, String topic, HistoryIndex index, WorkerExecutor workers) {
        this.settings = settings;
        this.topic = topic;
        this.index = index;
        this.workers = workers;
    }

    /** @param kafka settings of a consumer, {@code bootstrap.servers} among them */
    public static HistoryReader open(Vertx vertx, Map<String, Object> kafka, Topics topics, HistoryIndex index) {
        return new HistoryReader(
                LogConsumers.settings("logway-api-history", kafka),
                topics.events(),
                index,
                vertx.createSharedWorkerExecutor("logway-api-history", READERS));
    }

    @Override
    public Future<Page> page(Query query) {
        return reading(consumer -> {
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
        return reading(consumer -> find(id, consumer));
    }

    /** Closes the consumers. */
    public Future<Void> close() {
        return workers.close().onComplete(_ -> {
            for (var consumer = idle.poll(); consumer != null; consumer = idle.poll()) {
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            }
        });
    }

    private <T> Future<T> reading(Function<KafkaConsumer<byte[], byte[]>, T> task) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(
                    new HistoryUnavailableException("too many requests for history at once; try again later", null));
        }
        return workers.executeBlocking(() -> withConsumer(task), false)
                .<T>map(Objects::requireNonNull)
                .onComplete(_ -> waiting.decrementAndGet());
    }

    private <T> T withConsumer(Function<KafkaConsumer<byte[], byte[]>, T> task) {
        KafkaConsumer<byte[], byte[]> consumer = idle.poll();
        try {
            if (consumer == null) {
                consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            }
            T result = task.apply(consumer);
            idle.add(consumer);
            return result;
        } catch (KafkaException e) {
            if (consumer != null) {
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            }
            throw new HistoryUnavailableException("the log cannot be read: " + e.getMessage(), e);
        } catch (HistoryUnavailableException e) {
            if (consumer != null) {
                idle.add(consumer);
            }
            throw e;
        }
    }

    private Page page(Query query, KafkaConsumer<byte[], byte[]> consumer) {
        byte[] key = Keys.of(query.scope());
        List<TopicPartition> partitions = partitions(consumer);
        TopicPartition partition = partitions.get(ScopePartition.of(query.scope(), partitions.size()));
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        HistoryIndex.Mark begin = index.floor(query.scope(), query.after());
        if (begin.offset() > end) { // the topic was made anew
            index.clear();
            begin = HistoryIndex.Mark.BEGINNING;
        }
        long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        consumer.seek(partition, Math.max(begin.offset(), first));
        var scan = new HistoryScan(query, begin.position());
        var budget = new Budget();
        while (consumer.position(partition) < end && !scan.isFull()) {
            if (budget.isSpent()) {
                index.mark(query.scope(), scan.here(), consumer.position(partition));
                return scan.partialPage();
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (!scan.isFull() && Arrays.equals(key, record.key())) {
                    accept(record, query.scope(), scan);
                }
            }
        }
        return scan.page();
    }

    private void accept(ConsumerRecord<byte[], byte[]> record, Scope scope, HistoryScan scan) {
        try {
            scan.accept(EventCodec.decode(record.key(), record.value()));
            if (!scan.isFull()) {
                index.note(scope, scan.here(), record.offset() + 1);
            }
        } catch (UndecodableException e) {
            throw new HistoryUnavailableException(
                    "the event at " + record.partition() + "@" + record.offset() + " cannot be decoded: "
                            + e.getMessage(),
                    e);
        }
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
                        "the command was not found within " + BUDGET_SECONDS + " s, and the log goes on", null);
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
        List<TopicPartition> partitions = LogConsumers.partitions(consumer, topic).stream()
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new HistoryUnavailableException("topic " + topic + " does not exist", null);
        }
        return partitions;
    }

    /** The time one request may read. */
    private static final class Budget {
        private final long startNanos = System.nanoTime();

        boolean isSpent() {
            return System.nanoTime() - startNanos
                    > Duration.ofSeconds(BUDGET_SECONDS).toNanos();
        }
    }
}
