package dev.logway.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The directory of one edge, held while it runs: its id and its snapshot. */
final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws EdgeStartException if it cannot be written, or another edge holds it */
    static DataDirectory hold(Path path) {
        try {
            Files.createDirectories(path);
            var lock = FileChannel.open(path.resolve("lock"), CREATE, WRITE);
            try {
                if (lock.tryLock() != null) {
                    return new DataDirectory(path, lock);
                }
            } catch (OverlappingFileLockException e) {
                // Another edge of this process holds it.
            }
            lock.close();
        } catch (IOException e) {
            throw cannotBeWritten(path, e);
        }
        throw new EdgeStartException(
                "data.dir " + path + " is in use by another edge; end it, or choose another directory", null);
    }

    /**
     * The id that was made for this edge once, made now if there is none.
     *
     * @throws EdgeStartException if it can be neither read nor written
     */
    String instanceId() {
        Path file = path.resolve("instance-id");
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, "edge-" + UUID.randomUUID() + "\n", UTF_8);
            }
            return Files.readString(file, UTF_8).strip();
        } catch (IOException e) {
            throw cannotBeWritten(path, e);
        }
    }

    Path snapshot() {
        return path.resolve("snapshot");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw cannotBeWritten(path, e);
        }
    }

    private static EdgeStartException cannotBeWritten(Path path, IOException e) {
        return new EdgeStartException(
                "data.dir " + path + " cannot be written (" + e.getMessage() + "); choose another directory", e);
    }
}
