package dev.logway.standalone.broker;

import dev.logway.standalone.broker.BrokerStartException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The sign that one broker, and no other, works in a directory; the operating system lifts it when the process ends.
 *
 * <p>Kafka locks its log directories too, but only after the controller, started first, has opened the metadata log
 * in the same directory. A second node would by then have written to the first one's log.
 */
final class DirectoryLock implements AutoCloseable {
    private static final String FILE = "broker.lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Creates the directory when absent, and locks it.
     *
     * @throws BrokerStartException if another broker holds it or it cannot be written
     */
    static DirectoryLock take(Path directory) {
        FileChannel channel = null;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(
                    directory.resolve(FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!locked(channel)) {
                var holder = holder(channel);
                channel.close();
                throw new BrokerStartException(
                        Reason.DIRECTORY_IN_USE,
                        "the directory " + directory + " is in use by the broker of " + holder
                                + ": end that one, or choose another directory");
            }
            sign(channel);
            return new DirectoryLock(channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new BrokerStartException(
                    Reason.DIRECTORY_UNUSABLE,
                    "the directory " + directory + " cannot be written (" + e
                            + "): mend its permissions, or choose another directory",
                    e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another broker of this process has it
        }
    }

    private static void sign(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static String holder(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        var pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "another process" : "process " + pid;
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            new DirectoryLock(channel).close();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
