package dev.logway.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.fleet.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Who this node is: the id from its settings, or one that was made once and is kept in its directory. */
final class InstanceIdentity {
    private InstanceIdentity() {}

    /** @throws EdgeStartException if the directory cannot be written, or holds something else than an id */
    static InstanceId of(EdgeConfig config) {
        Path directory = config.dataDirectory();
        try {
            Files.createDirectories(directory);
            String id = config.instanceId().isPresent()
                    ? config.instanceId().get()
                    : kept(directory.resolve("instance-id"));
            return new InstanceId(config.scope().name(), id);
        } catch (IOException e) {
            throw new EdgeStartException(
                    "data.dir " + directory + " cannot be written (" + e.getMessage() + "); choose another directory",
                    e);
        }
    }

    private static String kept(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, "edge-" + UUID.randomUUID() + "\n", UTF_8);
        }
        return Files.readString(file, UTF_8).strip();
    }
}
