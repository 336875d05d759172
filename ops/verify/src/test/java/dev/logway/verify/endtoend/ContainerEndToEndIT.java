package dev.logway.verify.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The contract on Apache Kafka's own container image; skipped, and counted so, where there is no Docker engine. */
final class ContainerEndToEndIT extends EndToEndContract {
    private static final String IMAGE = "apache/kafka:4.3.1";

    private @Nullable KafkaContainer container;

    @Override
    String startBroker(Path directory) {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "skipped: there is no Docker engine to run " + IMAGE + " in");
        container = new KafkaContainer(IMAGE);
        container.start();
        return container.getBootstrapServers();
    }

    @Override
    void stopBroker() {
        if (container != null) {
            container.stop();
        }
    }
}
