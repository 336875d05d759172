package dev.logway.standalone.broker;

import dev.logway.standalone.broker.BrokerStartException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** A broker's directory as Kafka's own storage tool lays it out, with the features of the latest release. */
final class BrokerStorage {
    private static final String METADATA_LOG = "__cluster_metadata-0";

    private final Path directory;

    BrokerStorage(Path directory) {
        this.directory = directory;
    }

    /**
     * Formats the directory if it is new, and reads which cluster it belongs to.
     *
     * @return the cluster's id
     * @throws BrokerStartException if the directory holds another cluster's or another node's log, or cannot be used
     */
    String prepare(Quorum quorum) {
        try {
            var found = load();
            if (found.clusterId().isEmpty()) {
                format(quorum);
                found = load();
            }
            return verified(found, quorum);
        } catch (BrokerStartException e) {
            throw e;
        } catch (Exception e) { // Formatter.run() declares no less
            throw unusable("cannot be prepared (" + e + ")", e);
        }
    }

    private MetaPropertiesEnsemble load() throws IOException {
        return new MetaPropertiesEnsemble.Loader()
                .addLogDirs(List.of(directory.toString()))
                .addMetadataLogDir(directory.toString())
                .load();
    }

    private void format(Quorum quorum) throws Exception {
        if (Files.exists(directory.resolve(METADATA_LOG))) {
            throw unusable("holds a Kafka log but not " + MetaPropertiesEnsemble.META_PROPERTIES_NAME, null);
        }
        try (var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setClusterId(
                            quorum.clusterId().orElseGet(() -> Uuid.randomUuid().toString()))
                    .setNodeId(quorum.nodeId())
                    .setControllerListenerName(KafkaSettings.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(directory.toString())
                    .addDirectory(directory.toString())
                    .run();
        }
        force();
    }

    /** Kafka leaves what it has written to the system, and could not start on what a power cut leaves of it. */
    private void force() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (var opened = FileChannel.open(file, StandardOpenOption.READ)) {
                    opened.force(true);
                }
            }
        }
        try (var opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    private String verified(MetaPropertiesEnsemble found, Quorum quorum) {
        var clusterId = found.clusterId().orElseThrow(() -> unusable("names no cluster id", null));
        Optional<String> wanted = quorum.clusterId();
        if (wanted.isPresent() && !wanted.get().equals(clusterId)) {
            throw unusable("belongs to the cluster " + clusterId + ", not " + wanted.get(), null);
        }
        var nodeId = found.nodeId().orElse(quorum.nodeId());
        if (nodeId != quorum.nodeId()) {
            throw unusable("belongs to the node " + nodeId + ", not " + quorum.nodeId(), null);
        }
        return clusterId;
    }

    private BrokerStartException unusable(String why, @Nullable Throwable cause) {
        return new BrokerStartException(
                Reason.DIRECTORY_UNUSABLE,
                "the directory " + directory + " " + why + ": choose another directory",
                cause);
    }
}
