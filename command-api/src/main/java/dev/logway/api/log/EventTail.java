package dev.logway.api.log;

import dev.logway.api.state.Bell;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.wire.EventCodec;
import dev.logway.wire.Topics;
import dev.logway.wire.UndecodableException;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows {@code logway.events}, beginning a little before its end so that recent outcomes are known. */
public final class EventTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventTail.class);

    private final TopicTail tail;
    private final HistoryIndex index;
    private final Bell bell;
    private final Consumer<Event> consumer;

    /**
     * A tail that is not started.
     *
     * @param lookBack how many offsets before the end of each partition to begin at
     * @param consumer takes each event, on the tail's thread
     */
    public EventTail(
            Map<String, Object> kafka,
            Topics topics,
            long lookBack,
            HistoryIndex index,
            Bell bell,
            Consumer<Event> consumer) {
        this.index = index;
        this.bell = bell;
        this.consumer = consumer;
        this.tail = new TopicTail("logway-api-events", kafka, topics.events(), lookBack, this::accept);
    }

    public void start() {
        tail.start();
    }

    public boolean isCaughtUp() {
        return tail.isCaughtUp();
    }

    @Override
    public void close() {
        tail.close();
    }

    private void accept(ConsumerRecord<byte[], byte[]> record) {
        try {
            Event event = EventCodec.decode(record.key(), record.value());
            if (event.outcome() instanceof Outcome.Accepted accepted) {
                index.note(event.scope(), HistoryPosition.after(accepted.revision()), record.offset() + 1);
            }
            consumer.accept(event);
            bell.ring(event.scope());
        } catch (UndecodableException e) {
            LOG.error(
                    "{}-{}@{} cannot be decoded: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }
}
