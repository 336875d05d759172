package dev.logway.wire;

import dev.logway.domain.Scope;
import dev.logway.wire.avro.EventRecord;
import dev.logway.wire.avro.ExportRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;

/** Writes records of the log into an Avro container file, which any Avro tool reads. Confined to one thread. */
public final class ExportWriter implements AutoCloseable {
    private final DataFileWriter<ExportRecord> file;
    private final Topics topics;
    private byte[] link = ExportLink.FIRST;
    private long number;

    private ExportWriter(DataFileWriter<ExportRecord> file, Topics topics) {
        this.file = file;
        this.topics = topics;
    }

    /**
     * Begins a file with the history of {@code scope}.
     *
     * @param sealedBefore an offset of the events topic; what stands before it was sealed in the config topic when that
     *     was read
     * @throws IOException if it cannot be written
     */
    public static ExportWriter begin(OutputStream to, Scope scope, Topics topics, long sealedBefore)
            throws IOException {
        var file = new DataFileWriter<>(
                new SpecificDatumWriter<ExportRecord>(ExportRecord.getClassSchema(), ExportLink.model()));
        file.setCodec(CodecFactory.deflateCodec(CodecFactory.DEFAULT_DEFLATE_LEVEL));
        file.setMeta(ExportLink.SCOPE, scope.path());
        file.setMeta(ExportLink.PREFIX, topics.prefix());
        file.setMeta(ExportLink.SEALED_BEFORE, Long.toString(sealedBefore));
        file.create(ExportRecord.getClassSchema(), to);
        return new ExportWriter(file, topics);
    }

    /** @throws IOException if it cannot be written */
    public void add(LoggedRecord record) throws IOException {
        append(record, record.topic().equals(topics.events()) ? EventCodec.readable(record.value()) : null);
    }

    /** Ends the file; one that was closed without this is known to be cut. */
    public void end() throws IOException {
        append(new LoggedRecord(ExportLink.END, 0, 0, Instant.EPOCH, new byte[0], null), null);
        file.flush();
    }

    /** How many records were added. */
    public long count() {
        return number;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void append(LoggedRecord record, @Nullable EventRecord event) throws IOException {
        number++;
        link = ExportLink.next(link, number, record);
        file.append(new ExportRecord(
                number,
                record.topic(),
                record.partition(),
                record.offset(),
                record.at(),
                ByteBuffer.wrap(record.key()),
                record.value() == null ? null : ByteBuffer.wrap(record.value()),
                event,
                ByteBuffer.wrap(link)));
    }
}
