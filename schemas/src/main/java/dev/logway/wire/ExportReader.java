package dev.logway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.wire.avro.ExportRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/** Reads what an {@link ExportWriter} wrote, and notices where it is not that any more. Confined to one thread. */
public final class ExportReader implements AutoCloseable {
    private final DataFileStream<ExportRecord> file;
    private final Scope scope;
    private final Topics topics;
    private final long sealedBefore;
    private byte[] link = ExportLink.FIRST;
    private long number;

    private ExportReader(DataFileStream<ExportRecord> file, Scope scope, Topics topics, long sealedBefore) {
        this.sealedBefore = sealedBefore;
        this.file = file;
        this.scope = scope;
        this.topics = topics;
    }

    /** @throws UndecodableException if it is no export */
    public static ExportReader open(InputStream from) {
        try {
            SingleObject.trustOwnClasses();
            var reader = new SpecificDatumReader<ExportRecord>(
                    ExportRecord.getClassSchema(), ExportRecord.getClassSchema(), ExportLink.model());
            var file = new DataFileStream<ExportRecord>(from, reader);
            String scope = meta(file, ExportLink.SCOPE);
            return new ExportReader(
                    file,
                    Scope.parse(scope).orElseThrow(() -> new UndecodableException("no scope: " + scope)),
                    new Topics(meta(file, ExportLink.PREFIX)),
                    Long.parseLong(meta(file, ExportLink.SEALED_BEFORE)));
        } catch (UndecodableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new UndecodableException("no export of Logway's, or cut in its head (" + e + ")", e);
        }
    }

    /** Whose history it is. */
    public Scope scope() {
        return scope;
    }

    /** The names that its topics had. */
    public Topics topics() {
        return topics;
    }

    /** The offset of the events topic before which everything was sealed in the config topic when it was read. */
    public long sealedBefore() {
        return sealedBefore;
    }

    /** How many records were read. */
    public long count() {
        return number;
    }

    /**
     * The next record; empty at the end.
     *
     * @throws UndecodableException if the file is cut or altered there; the message names the record
     */
    public Optional<LoggedRecord> next() {
        long next = number + 1;
        @Nullable ExportRecord read;
        try {
            read = file.hasNext() ? file.next() : null;
        } catch (RuntimeException e) { // Avro throws whatever damaged bytes lead it to
            throw new UndecodableException(
                    "record " + next + ", or one in the same block: cannot be read (" + e.getMessage() + ")", e);
        }
        if (read == null) {
            throw new UndecodableException("record " + next + ": the file is cut here");
        }
        var record = new LoggedRecord(
                read.getTopic(),
                read.getPartition(),
                read.getOffset(),
                read.getAt(),
                Objects.requireNonNull(bytes(read.getKey())),
                bytes(read.getValue()));
        byte[] expected = ExportLink.next(link, next, record);
        if (read.getNumber() != next || !Arrays.equals(expected, bytes(read.getLink()))) {
            throw new UndecodableException("record " + next + ": was altered, or others before it were taken away");
        }
        if (read.getEvent() != null && !EventCodec.says(read.getEvent(), record.value())) {
            throw new UndecodableException("record " + next + ": the event is not what its value says");
        }
        number = next;
        link = expected;
        return record.topic().equals(ExportLink.END) ? end() : Optional.of(record);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private Optional<LoggedRecord> end() {
        try {
            if (!file.hasNext()) {
                return Optional.empty();
            }
        } catch (RuntimeException e) {
            throw new UndecodableException("what stands behind the end cannot be read (" + e.getMessage() + ")", e);
        }
        throw new UndecodableException("record " + (number + 1) + ": stands behind the end");
    }

    private static String meta(DataFileStream<?> file, String key) {
        byte[] value = file.getMeta(key);
        if (value == null) {
            throw new UndecodableException("no export of Logway's: " + key + " is not in its head");
        }
        return new String(value, UTF_8);
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
