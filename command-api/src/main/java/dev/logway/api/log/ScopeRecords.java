package dev.logway.api.log;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.log.ScopePartition;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.UndecodableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One scope's records in {@code logway.events}, up to what is their end when this is made. Reads within a
 * {@link Budget}; confined to the thread of its consumer.
 */
final class ScopeRecords {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final long NEAR = 2_000;
    private static final long FIRST_STEP_BACK = 256;
    private static final int STEP_GROWTH = 8;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final HistoryIndex index;
    private final Scope scope;
    private final byte[] key;
    private final TopicPartition partition;
    private final long first;
    private final long end;

    /** Why reading ended. */
    enum Ending {
        /** The reader has what it wants. */
        ENOUGH,
        /** There are no more records. */
        END,
        /** The time is over. */
        BUDGET
    }

    ScopeRecords(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, HistoryIndex index, Scope scope) {
        this.consumer = consumer;
        this.index = index;
        this.scope = scope;
        this.key = Keys.of(scope);
        this.partition = partitions.get(ScopePartition.of(scope, partitions.size()));
        consumer.assign(List.of(partition));
        this.end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        this.first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** The last known place at or before {@code position}. */
    HistoryIndex.Mark floor(HistoryPosition position) {
        HistoryIndex.Mark mark = index.floor(scope, position);
        if (mark.offset() > end) { // the topic was made anew
            index.clear();
            return HistoryIndex.Mark.BEGINNING;
        }
        return mark;
    }

    /**
     * A place at or before {@code position} from which it is not far: found by halving what is between the last known
     * place and the end.
     */
    HistoryIndex.Mark before(HistoryPosition position, Budget budget) {
        HistoryIndex.Mark mark = floor(position);
        long high = end;
        while (high - mark.offset() > NEAR && !budget.isSpent()) {
            long middle = mark.offset() + (high - mark.offset()) / 2;
            HistoryIndex.Mark found = firstAccepted(middle, high, budget);
            if (found != null && found.position().compareTo(position) <= 0) {
                mark = found;
            } else {
                high = middle;
            }
        }
        return mark;
    }

    /** The place after the first accepted event between two offsets; null if there is none. */
    private HistoryIndex.@Nullable Mark firstAccepted(long from, long until, Budget budget) {
        var found = new HistoryIndex.Mark[1];
        read(from, until, budget, record -> {
            if (record.offset() < until && decode(record).outcome() instanceof Outcome.Accepted accepted) {
                found[0] = new HistoryIndex.Mark(HistoryPosition.after(accepted.revision()), record.offset() + 1);
            }
            return found[0] == null;
        });
        return found[0];
    }

    /** A place before every event that was decided at {@code from} or later: {@code mark}, or one after it. */
    HistoryIndex.Mark before(@Nullable Instant from, HistoryIndex.Mark mark, Budget budget) {
        if (from == null) {
            return mark;
        }
        long millis = Math.max(0, from.minus(CLOCK_SKEW).toEpochMilli());
        OffsetAndTimestamp found =
                consumer.offsetsForTimes(Map.of(partition, millis)).get(partition);
        return before(found == null ? end : found.offset(), mark, budget);
    }

    /** The newest place that can be told for sure at or before {@code offset}, but not before {@code mark}. */
    HistoryIndex.Mark before(long offset, HistoryIndex.Mark mark, Budget budget) {
        long floor = Math.max(mark.offset(), first);
        long step = FIRST_STEP_BACK;
        for (long start = offset - step; start > floor && !budget.isSpent(); start = offset - step) {
            var last = new HistoryIndex.Mark[] {mark};
            read(start, offset, budget, record -> {
                if (record.offset() < offset && decode(record).outcome() instanceof Outcome.Accepted accepted) {
                    last[0] = new HistoryIndex.Mark(HistoryPosition.after(accepted.revision()), record.offset() + 1);
                }
                return true;
            });
            if (last[0].offset() > mark.offset()) {
                return last[0];
            }
            step *= STEP_GROWTH;
        }
        return mark;
    }

    /** Hands every record from {@code mark} on to {@code taker}, until it answers that it wants no more. */
    Ending read(HistoryIndex.Mark mark, Budget budget, Predicate<ConsumerRecord<byte[], byte[]>> taker) {
        return read(mark.offset(), end, budget, taker);
    }

    private Ending read(long offset, long until, Budget budget, Predicate<ConsumerRecord<byte[], byte[]>> taker) {
        consumer.seek(partition, Math.max(offset, first));
        while (consumer.position(partition) < until) {
            if (budget.isSpent()) {
                return Ending.BUDGET;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (Arrays.equals(key, record.key()) && !taker.test(record)) {
                    return Ending.ENOUGH;
                }
            }
        }
        return Ending.END;
    }

    /** The offset after the last end of records, for a budget that was spent. */
    long position() {
        return consumer.position(partition);
    }

    /** The offset after the newest record. */
    long end() {
        return end;
    }

    /** @throws HistoryUnavailableException if {@code record} is no event */
    Event decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return EventCodec.decode(record.key(), record.value());
        } catch (UndecodableException e) {
            throw new HistoryUnavailableException(
                    "the event at " + record.partition() + "@" + record.offset() + " cannot be decoded: "
                            + e.getMessage(),
                    e);
        }
    }
}
