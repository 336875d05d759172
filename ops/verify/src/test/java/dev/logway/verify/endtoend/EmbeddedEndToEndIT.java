package dev.logway.verify.endtoend;

import dev.logway.standalone.broker.EmbeddedBroker;
import dev.logway.standalone.broker.EmbeddedBrokerConfig;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contract on the embedded broker. */
final class EmbeddedEndToEndIT extends EndToEndContract {
    private @Nullable EmbeddedBroker broker;

    @Override
    String startBroker(Path directory) {
        broker = EmbeddedBroker.start(new EmbeddedBrokerConfig(directory.resolve("broker"), 0, 0, Map.of()));
        return broker.bootstrapServers();
    }

    @Override
    void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }
}
