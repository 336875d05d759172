package dev.logway.edge.snapshot;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.logway.domain.Scope;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The snapshot of one edge, at one path. It is replaced as a whole, or not at all. */
public final class SnapshotFile {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final long MAX_BYTES = 1L << 30;

    private final Path path;

    public SnapshotFile(Path path) {
        this.path = path;
    }

    /**
     * Replaces what is there. Returns once the bytes are on the disk.
     *
     * @throws IOException if they are not; what was there before stays
     */
    public void write(Snapshot snapshot) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        try (var file = FileChannel.open(next, CREATE, WRITE, TRUNCATE_EXISTING)) {
            var out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES);
            SnapshotFormat.write(snapshot, out);
            out.flush();
            file.force(true);
        }
        Files.move(next, path, ATOMIC_MOVE);
        forceDirectory();
    }

    /**
     * The snapshot, if it may be served: whole, of {@code scope}, and known to be the newest configuration at most
     * {@code maxAge} before {@code now}. The reason why not is logged.
     */
    public Optional<Snapshot> read(Scope scope, Instant now, Duration maxAge) {
        try {
            return Optional.of(load(scope, now, maxAge));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RefusedSnapshotException e) {
            LOG.warn("The snapshot {} is not used: {}", path, e.getMessage());
            return Optional.empty();
        }
    }

    /** @throws RefusedSnapshotException if it may not be served */
    Snapshot load(Scope scope, Instant now, Duration maxAge) throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            throw new RefusedSnapshotException("it is larger than 1 GiB");
        }
        Snapshot snapshot = SnapshotFormat.read(Files.readAllBytes(path), scope);
        Duration age = Duration.between(snapshot.asOf(), now);
        if (age.compareTo(maxAge) > 0) {
            throw new RefusedSnapshotException("it is " + age + " old (expected: at most " + maxAge + ")");
        }
        return snapshot;
    }

    /** Makes the new name last; not every system can, and then nothing is lost but the newest snapshot. */
    private void forceDirectory() {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            return;
        }
        try (var opened = FileChannel.open(directory, READ)) {
            opened.force(true);
        } catch (IOException e) {
            LOG.debug("{} cannot be forced to disk", directory, e);
        }
    }
}
