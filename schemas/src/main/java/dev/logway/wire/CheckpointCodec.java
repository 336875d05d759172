package dev.logway.wire;

import dev.logway.domain.Scope;
import dev.logway.domain.checkpoint.Checkpoint;
import dev.logway.domain.command.Hash;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.Fingerprint;
import dev.logway.domain.image.ScopeImage;
import dev.logway.wire.avro.CheckpointEntryRecord;
import dev.logway.wire.avro.CheckpointPartRecord;
import dev.logway.wire.avro.CheckpointRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checkpoints and their parts, as they stand in their topics. */
public final class CheckpointCodec {
    private static final SingleObject<CheckpointRecord> HEAD = new SingleObject<>(CheckpointRecord.getClassSchema());
    private static final SingleObject<CheckpointPartRecord> PART =
            new SingleObject<>(CheckpointPartRecord.getClassSchema());

    private CheckpointCodec() {}

    /** Some resources of a kept image; {@code number} counts from 0. */
    public record Part(Scope scope, long revision, int number, List<Entry> entries) {
        /** Copies {@code entries}. */
        public Part {
            entries = List.copyOf(entries);
        }
    }

    public static byte[] encode(Checkpoint checkpoint) {
        return HEAD.encode(new CheckpointRecord(
                checkpoint.scope().path(),
                checkpoint.revision(),
                checkpoint.at(),
                checkpoint.digest().toString(),
                checkpoint.event().hex(),
                checkpoint.resources(),
                checkpoint.parts().count(),
                checkpoint.parts().hash().hex(),
                checkpoint.parts().firstOffset(),
                checkpoint.parts().lastOffset(),
                checkpoint.signature()));
    }

    /** @throws UndecodableException if it is no checkpoint */
    public static Checkpoint decode(byte @Nullable [] value) {
        CheckpointRecord record = HEAD.decode(value);
        try {
            return new Checkpoint(
                    scope(record.getScope()),
                    record.getRevision(),
                    record.getAt(),
                    Digest.parse(record.getDigest()),
                    new Hash(record.getEvent()),
                    record.getResources(),
                    new Checkpoint.Parts(
                            record.getParts(),
                            new Hash(record.getPartsHash()),
                            record.getFirstOffset(),
                            record.getLastOffset()),
                    record.getSignature());
        } catch (IllegalArgumentException e) {
            throw new UndecodableException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Cuts {@code image} into the values of parts, each of {@code partBytes} or a little more; at least one, even of an
     * empty image.
     */
    public static List<byte[]> encodeParts(ScopeImage image, int partBytes) {
        var parts = new ArrayList<byte[]>();
        var entries = new ArrayList<CheckpointEntryRecord>();
        var bytes = new int[1];
        image.forEach(entry -> {
            byte[] value = SnapshotCodec.encode(image.scope(), entry);
            entries.add(new CheckpointEntryRecord(bytes(entry.fingerprint()), ByteBuffer.wrap(value)));
            bytes[0] += value.length;
            if (bytes[0] >= partBytes) {
                parts.add(encodePart(image, parts.size(), entries));
                entries.clear();
                bytes[0] = 0;
            }
        });
        if (!entries.isEmpty() || parts.isEmpty()) {
            parts.add(encodePart(image, parts.size(), entries));
        }
        return parts;
    }

    private static byte[] encodePart(ScopeImage image, int number, List<CheckpointEntryRecord> entries) {
        return PART.encode(new CheckpointPartRecord(image.scope().path(), image.revision(), number, entries));
    }

    /** @throws UndecodableException if it is no part of a checkpoint */
    public static Part decodePart(byte @Nullable [] value) {
        CheckpointPartRecord record = PART.decode(value);
        Scope scope = scope(record.getScope());
        var entries = new ArrayList<Entry>(record.getEntries().size());
        for (CheckpointEntryRecord entry : record.getEntries()) {
            byte[] bytes = new byte[entry.getValue().remaining()];
            entry.getValue().get(bytes);
            entries.add(SnapshotCodec.decodeEntry(scope, bytes, fingerprint(entry.getFingerprint())));
        }
        return new Part(scope, record.getRevision(), record.getNumber(), entries);
    }

    private static Scope scope(String path) {
        return Scope.parse(path).orElseThrow(() -> new UndecodableException("no scope: " + path));
    }

    private static ByteBuffer bytes(Fingerprint fingerprint) {
        return ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(fingerprint.a())
                .putLong(fingerprint.b())
                .putLong(fingerprint.c())
                .putLong(fingerprint.d())
                .flip();
    }

    private static Fingerprint fingerprint(ByteBuffer bytes) {
        if (bytes.remaining() != 4 * Long.BYTES) {
            throw new UndecodableException("a fingerprint of " + bytes.remaining() + " bytes (expected: 32)");
        }
        return new Fingerprint(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }
}
