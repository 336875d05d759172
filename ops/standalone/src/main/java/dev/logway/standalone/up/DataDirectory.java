package dev.logway.standalone.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory that one Logway process keeps everything in, held by a lock for as long as it is open. Its file
 * {@code format} names the layout, so that another version is refused rather than misread.
 */
public final class DataDirectory implements AutoCloseable {
    /** Raised when a version can no longer read what the one before it wrote. */
    static final int FORMAT = 1;

    private static final String FORMAT_WORDS = "logway data, format ";

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory if need be and takes it.
     *
     * @throws StartException if it is in use, of another format, not Logway's, or not to be written
     */
    public static DataDirectory open(Path path) {
        Path directory = path.toAbsolutePath().normalize();
        try {
            refuseStrangers(directory);
            Files.createDirectories(directory.resolve("logs"));
            var opened = new DataDirectory(directory, lock(directory));
            opened.checkFormat();
            return opened;
        } catch (IOException e) {
            throw new StartException(
                    "data directory " + directory + " cannot be written (" + e.getMessage()
                            + "); choose another with --data",
                    e);
        }
    }

    public Path path() {
        return path;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** The part's own directory, made if need be. */
    Path part(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseStrangers(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        if (!Files.isDirectory(directory)) {
            throw new StartException(directory + " is no directory; choose another with --data");
        }
        try (var entries = Files.list(directory)) {
            if (!Files.exists(directory.resolve("format")) && entries.findAny().isPresent()) {
                throw new StartException(
                        directory + " holds files that are not Logway's; choose an empty or new directory with --data");
            }
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw inUse(directory, e);
        }
        channel.close();
        throw inUse(directory, null);
    }

    private static StartException inUse(Path directory, @Nullable Exception cause) {
        String message = "data directory " + directory
                + " is in use by another Logway; end that one, or choose another directory with --data";
        return cause == null ? new StartException(message) : new StartException(message, cause);
    }

    private void checkFormat() throws IOException {
        Path file = path.resolve("format");
        if (!Files.exists(file)) {
            Files.writeString(file, FORMAT_WORDS + FORMAT + "\n", UTF_8);
            return;
        }
        String found = Files.readString(file, UTF_8).strip();
        if (!found.equals(FORMAT_WORDS + FORMAT)) {
            lockFile.close();
            throw new StartException("data directory " + path + " was written by another version ('" + found
                    + "', this one writes '" + FORMAT_WORDS + FORMAT
                    + "'); use that version, or choose another directory with --data");
        }
    }
}
