package dev.logway.edge.accesslog;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Where lines go: a file that another program may move away at any time, or the standard output. */
interface LogTarget extends AutoCloseable {

    /** Where the next lines go; buffered. */
    OutputStream stream() throws IOException;

    /** Sends out what is buffered. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;

    /** The standard output, which stays open. */
    static LogTarget standardOutput() {
        var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
        return new LogTarget() {
            @Override
            public OutputStream stream() {
                return out;
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    /** The file at {@code path}, made anew, with its directories, once it is moved away or deleted. */
    static LogTarget file(Path path) {
        return new File(path);
    }

    /** A file that is opened when first needed. */
    final class File implements LogTarget {
        private static final int BUFFER_BYTES = 1 << 16;

        private final Path path;
        private @Nullable OutputStream open;
        private @Nullable Object key;

        File(Path path) {
            this.path = path;
        }

        @Override
        public OutputStream stream() throws IOException {
            if (open != null && !isInPlace()) {
                close();
            }
            if (open == null) {
                Path directory = path.toAbsolutePath().getParent();
                if (directory != null) {
                    Files.createDirectories(directory);
                }
                open = new BufferedOutputStream(
                        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        BUFFER_BYTES);
                key = key();
            }
            return open;
        }

        @Override
        public void flush() throws IOException {
            if (open != null) {
                open.flush();
            }
        }

        @Override
        public void close() throws IOException {
            OutputStream closing = open;
            open = null;
            if (closing != null) {
                closing.close();
            }
        }

        /** Whether the open file is still the one that stands at the path. */
        private boolean isInPlace() throws IOException {
            return Files.exists(path) && (key == null || key.equals(key()));
        }

        private @Nullable Object key() throws IOException {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        }
    }
}
