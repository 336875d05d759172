package dev.logway.edge.snapshot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.temporal.ChronoUnit.MILLIS;

import dev.logway.domain.Scope;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.Fingerprint;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.log.LogPosition;
import dev.logway.wire.SnapshotCodec;
import dev.logway.wire.UndecodableException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The bytes of a snapshot: a mark with the format's version; the head, after its length; each entry as its fingerprint
 * and, after its length, its record; the CRC-32C (RFC 3720) of all that. Numbers are big-endian.
 */
final class SnapshotFormat {
    private static final int VERSION = 1;
    private static final byte[] MARK = "LOGWAYSNAPSHOT".getBytes(US_ASCII);
    private static final int CHECKSUM_BYTES = 8;

    private SnapshotFormat() {}

    static void write(Snapshot snapshot, OutputStream to) throws IOException {
        var checksum = new CRC32C();
        var out = new DataOutputStream(new CheckedOutputStream(to, checksum));
        ScopeImage image = snapshot.image();
        LogPosition position = snapshot.position();
        out.write(MARK);
        out.writeInt(VERSION);
        writeSized(
                out,
                SnapshotCodec.encode(new SnapshotCodec.Head(
                        image.scope(),
                        position.clusterId(),
                        position.topicId(),
                        position.offset(),
                        image.revision(),
                        image.digest(),
                        snapshot.sealedAt().truncatedTo(MILLIS),
                        snapshot.asOf().truncatedTo(MILLIS),
                        image.size())));
        try {
            image.forEach(entry -> write(image.scope(), entry, out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.writeLong(checksum.getValue());
        out.flush();
    }

    private static void write(Scope scope, Entry entry, DataOutputStream out) {
        try {
            Fingerprint fingerprint = entry.fingerprint();
            out.writeLong(fingerprint.a());
            out.writeLong(fingerprint.b());
            out.writeLong(fingerprint.c());
            out.writeLong(fingerprint.d());
            writeSized(out, SnapshotCodec.encode(scope, entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeSized(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** @throws RefusedSnapshotException if {@code bytes} are not a whole snapshot of {@code scope}, as it was written */
    static Snapshot read(byte[] bytes, Scope scope) {
        var in = ByteBuffer.wrap(bytes);
        if (bytes.length < MARK.length + Integer.BYTES + CHECKSUM_BYTES
                || !Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length)) {
            throw new RefusedSnapshotException("it is no snapshot");
        }
        int version = in.position(MARK.length).getInt();
        if (version != VERSION) {
            throw new RefusedSnapshotException("it has format " + version + " (expected: " + VERSION + ")");
        }
        int end = bytes.length - CHECKSUM_BYTES;
        var checksum = new CRC32C();
        checksum.update(bytes, 0, end);
        if (in.getLong(end) != checksum.getValue()) {
            throw new RefusedSnapshotException("its checksum differs");
        }
        try {
            return read(in.limit(end), scope);
        } catch (UndecodableException | IllegalArgumentException e) {
            throw new RefusedSnapshotException("it cannot be decoded: " + e.getMessage());
        }
    }

    private static Snapshot read(ByteBuffer in, Scope scope) {
        SnapshotCodec.Head head = SnapshotCodec.decodeHead(sized(in));
        if (!head.scope().equals(scope)) {
            throw new RefusedSnapshotException("it is of " + head.scope() + " (expected: " + scope + ")");
        }
        // Decoding is most of the work, and no entry needs another: all cores take part.
        List<EntryChange> changes = written(in).parallelStream()
                .<EntryChange>map(entry -> new EntryChange.Put(entry.decoded(scope)))
                .toList();
        ScopeImage image = ScopeImage.empty(scope).apply(new ScopeDelta(0, head.revision(), changes));
        if (image.size() != head.entries() || !image.digest().equals(head.digest())) {
            throw new RefusedSnapshotException("it holds " + image.size() + " resources with digest " + image.digest()
                    + " (expected: " + head.entries() + " with " + head.digest() + ")");
        }
        var position = new LogPosition(head.clusterId(), head.topicId(), head.offset());
        return new Snapshot(image, position, head.sealedAt(), head.asOf());
    }

    /** An entry that is still to be decoded. */
    private record Written(Fingerprint fingerprint, byte[] record) {
        Entry decoded(Scope scope) {
            return SnapshotCodec.decodeEntry(scope, record, fingerprint);
        }
    }

    private static List<Written> written(ByteBuffer in) {
        var entries = new ArrayList<Written>();
        while (in.hasRemaining()) {
            if (in.remaining() < 4 * Long.BYTES) {
                throw new RefusedSnapshotException("an entry is cut off");
            }
            var fingerprint = new Fingerprint(in.getLong(), in.getLong(), in.getLong(), in.getLong());
            entries.add(new Written(fingerprint, sized(in)));
        }
        return entries;
    }

    private static byte[] sized(ByteBuffer in) {
        int size = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (size < 0 || size > in.remaining()) {
            throw new RefusedSnapshotException("an entry is cut off");
        }
        var bytes = new byte[size];
        in.get(bytes);
        return bytes;
    }
}
