package dev.logway.log;

import dev.logway.domain.checkpoint.Checkpoint;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.wire.CheckpointCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.RunningHash;
import dev.logway.wire.Topics;
import dev.logway.wire.UndecodableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the image of a checkpoint back from its parts. */
public final class CheckpointReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private CheckpointReader() {}

    /**
     * The image that {@code checkpoint} keeps. Blocks, and leaves {@code consumer} assigned to the parts.
     *
     * @param consumer whose offsets are its own business; committed records only
     * @throws UndecodableException if what is kept is not what the checkpoint says
     */
    public static ScopeImage read(Consumer<byte[], byte[]> consumer, Topics topics, Checkpoint checkpoint) {
        var partition = new TopicPartition(
                topics.checkpointParts(), ScopePartition.of(checkpoint.scope(), TopicSpecs.SCOPE_PARTITIONS));
        consumer.assign(List.of(partition));
        long end = Math.min(
                checkpoint.parts().lastOffset() + 1,
                consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L));
        long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        consumer.seek(partition, Math.max(first, checkpoint.parts().firstOffset()));
        var hash = new RunningHash();
        var changes = new ArrayList<EntryChange>(checkpoint.resources());
        int parts = 0;
        while (consumer.position(partition) < end && parts < checkpoint.parts().count()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                byte[] key = Keys.checkpointPart(checkpoint.scope(), checkpoint.revision(), parts);
                if (parts < checkpoint.parts().count() && Arrays.equals(key, record.key())) {
                    hash.add(record.value());
                    for (Entry entry :
                            CheckpointCodec.decodePart(record.value()).entries()) {
                        changes.add(new EntryChange.Put(entry));
                    }
                    parts++;
                }
            }
        }
        if (parts < checkpoint.parts().count()
                || !hash.hash().equals(checkpoint.parts().hash())) {
            throw new UndecodableException("the parts of the checkpoint of " + checkpoint.scope() + " at revision "
                    + checkpoint.revision() + " are not those that were kept");
        }
        ScopeImage image = ScopeImage.empty(checkpoint.scope()).apply(ScopeDelta.of(0, checkpoint.revision(), changes));
        if (!image.digest().equals(checkpoint.digest())) {
            throw new UndecodableException("the checkpoint of " + checkpoint.scope() + " at revision "
                    + checkpoint.revision() + " has the digest " + image.digest() + " (expected: "
                    + checkpoint.digest() + ")");
        }
        return image;
    }
}
