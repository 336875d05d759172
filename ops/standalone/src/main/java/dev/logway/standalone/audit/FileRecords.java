package dev.logway.standalone.audit;

import dev.logway.domain.Scope;
import dev.logway.wire.ExportReader;
import dev.logway.wire.LoggedRecord;
import dev.logway.wire.Topics;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** The records in an exported file. */
public final class FileRecords implements Records {
    private final Counted bytes;
    private final ExportReader reader;
    private final long size;

    private FileRecords(Counted bytes, ExportReader reader, long size) {
        this.bytes = bytes;
        this.reader = reader;
        this.size = size;
    }

    /**
     * Opens {@code file}.
     *
     * @throws LogReadException if there is no such file
     * @throws dev.logway.wire.UndecodableException if it is no export
     */
    public static FileRecords open(Path file) {
        try {
            var bytes = new Counted(new BufferedInputStream(Files.newInputStream(file)));
            return new FileRecords(bytes, ExportReader.open(bytes), Math.max(1, Files.size(file)));
        } catch (IOException e) {
            throw new LogReadException(file + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public Scope scope() {
        return reader.scope();
    }

    @Override
    public Topics topics() {
        return reader.topics();
    }

    @Override
    public long sealedBefore() {
        return reader.sealedBefore();
    }

    @Override
    public void forEach(Predicate<LoggedRecord> taker, ProgressTaker progress) {
        for (Optional<LoggedRecord> record = reader.next(); record.isPresent(); record = reader.next()) {
            progress.reached((int) (bytes.count * 100 / size));
            if (!taker.test(record.get())) {
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts what is read. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = super.read(to, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
