package dev.logway.api.log;

import dev.logway.domain.checkpoint.Checkpoint;
import dev.logway.log.CheckpointIndex;
import dev.logway.wire.CheckpointCodec;
import dev.logway.wire.Topics;
import dev.logway.wire.UndecodableException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows {@code logway.checkpoints} from its beginning, and keeps which there are. Nobody waits for it. */
final class CheckpointTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointTail.class);

    private final TopicTail tail;
    private final CheckpointIndex index;

    /** A tail that is not started. */
    CheckpointTail(Map<String, Object> kafka, Topics topics, CheckpointIndex index) {
        this.index = index;
        this.tail = new TopicTail(
                "logway-api-checkpoints", kafka, topics.checkpoints(), TopicTail.FROM_THE_BEGINNING, this::accept);
    }

    void start() {
        tail.start();
    }

    @Override
    public void close() {
        tail.close();
    }

    private void accept(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            Checkpoint checkpoint = CheckpointCodec.decode(record.value());
            if (!index.add(checkpoint)) {
                LOG.error(
                        "The checkpoint of {} at revision {} is not signed by the key that is trusted",
                        checkpoint.scope(),
                        checkpoint.revision());
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
