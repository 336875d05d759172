package dev.logway.api.log;

import dev.logway.api.state.Fleet;
import dev.logway.wire.FleetCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.Topics;
import dev.logway.wire.UndecodableException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows {@code logway.instances} from its beginning, and keeps the fleet. */
public final class FleetTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetTail.class);

    private final TopicTail tail;
    private final Fleet fleet;

    /** A tail that is not started. */
    public FleetTail(Map<String, Object> kafka, Topics topics, Fleet fleet) {
        this.fleet = fleet;
        this.tail = new TopicTail(
                "logway-api-fleet", kafka, topics.instances(), TopicTail.FROM_THE_BEGINNING, this::accept);
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
            if (record.value() == null) {
                fleet.forget(Keys.instance(record.key()));
            } else {
                fleet.put(FleetCodec.decodeInstance(record.key(), record.value()));
            }
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
