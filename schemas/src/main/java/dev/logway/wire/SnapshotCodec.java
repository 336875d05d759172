package dev.logway.wire;

import dev.logway.domain.Scope;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.Fingerprint;
import dev.logway.domain.resource.Resource;
import dev.logway.wire.avro.ConfigRecord;
import dev.logway.wire.avro.DefinedRecord;
import dev.logway.wire.avro.SnapshotRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a snapshot of an image: its head, and its entries as they stand in a config topic. An entry's fingerprint
 * is kept beside it as it was read, because a newer version may have written fields that this one does not write again.
 */
public final class SnapshotCodec {
    private static final SingleObject<SnapshotRecord> HEAD = new SingleObject<>(SnapshotRecord.getClassSchema());
    private static final SingleObject<ConfigRecord> ENTRY = new SingleObject<>(ConfigRecord.getClassSchema());

    private SnapshotCodec() {}

    /**
     * What a snapshot says of itself.
     *
     * @param clusterId of the cluster that the image was read from
     * @param topicId of the config topic
     * @param offset of the next record to read
     * @param sealedAt when the revision was decided, in whole milliseconds
     * @param asOf when the image was last known to be the newest, in whole milliseconds
     * @param entries how many resources follow
     */
    public record Head(
            Scope scope,
            String clusterId,
            String topicId,
            long offset,
            long revision,
            Digest digest,
            Instant sealedAt,
            Instant asOf,
            int entries) {}

    public static byte[] encode(Head head) {
        return HEAD.encode(new SnapshotRecord(
                head.scope().path(),
                head.clusterId(),
                head.topicId(),
                head.offset(),
                head.revision(),
                head.digest().toString(),
                head.sealedAt(),
                head.asOf(),
                head.entries()));
    }

    /** @throws UndecodableException if it is no head of a snapshot */
    public static Head decodeHead(byte @Nullable [] value) {
        SnapshotRecord record = HEAD.decode(value);
        try {
            return new Head(
                    Scope.parse(record.getScope())
                            .orElseThrow(() -> new UndecodableException("no scope: " + record.getScope())),
                    record.getClusterId(),
                    record.getTopicId(),
                    record.getOffset(),
                    record.getRevision(),
                    Digest.parse(record.getDigest()),
                    record.getSealedAt(),
                    record.getAsOf(),
                    record.getEntries());
        } catch (IllegalArgumentException e) {
            throw new UndecodableException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The entry without its fingerprint, as a record of the config topic of {@code scope}. */
    public static byte[] encode(Scope scope, Entry entry) {
        return ENTRY.encode(new ConfigRecord(scope.path(), EventCodec.defined(entry.resource(), entry.meta())));
    }

    /** @throws UndecodableException if it is no resource of {@code scope} */
    public static Entry decodeEntry(Scope scope, byte @Nullable [] value, Fingerprint fingerprint) {
        ConfigRecord record = ENTRY.decode(value);
        if (!record.getScope().equals(scope.path()) || !(record.getContent() instanceof DefinedRecord defined)) {
            throw new UndecodableException("no resource of " + scope);
        }
        try {
            Resource resource = ResourceMapping.toDomain(defined.getValue());
            return new Entry(resource, EventCodec.meta(defined.getMeta()), fingerprint);
        } catch (IllegalArgumentException e) {
            throw new UndecodableException(String.valueOf(e.getMessage()), e);
        }
    }
}
