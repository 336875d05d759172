package dev.logway.projector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A process's name in its group, kept beside its state. A process that was killed comes back under the same name and
 * gets its partitions at once, where the group would otherwise wait for the session of the killed one to end.
 */
final class MemberId {
    private static final String FILE = "member-id";

    private MemberId() {}

    /**
     * The name kept in {@code directory}; made, with the directory, at the first start.
     *
     * @throws UncheckedIOException if the directory cannot be written to
     */
    static String in(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            if (Files.exists(file)) {
                String kept = Files.readString(file, UTF_8).strip();
                if (!kept.isEmpty()) {
                    return kept;
                }
            }
            Files.createDirectories(directory);
            String made = UUID.randomUUID().toString();
            Files.writeString(file, made, UTF_8);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("state.dir: " + directory + " (expected: a directory to write to)", e);
        }
    }
}
