package dev.logway.standalone.broker;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a single-node broker keeps its log and where it listens. Both listeners are on 127.0.0.1.
 *
 * @param directory the broker's own directory, created when absent
 * @param port the port for clients; 0 picks a free one at each start
 * @param controllerPort the port on which the node speaks with itself as controller; 0 picks a free one at each start
 * @param overrides Kafka broker settings, by Kafka's names, that win over the embedded defaults
 */
public record EmbeddedBrokerConfig(Path directory, int port, int controllerPort, Map<String, String> overrides) {
    /** @throws IllegalArgumentException if a port is outside 0..65535 */
    public EmbeddedBrokerConfig {
        Ports.requirePort("port", port);
        Ports.requirePort("controllerPort", controllerPort);
        overrides = Collections.unmodifiableMap(new TreeMap<>(overrides));
    }

    BrokerNode toNode() {
        return new BrokerNode(
                directory, Ports.LOOPBACK, port, Quorum.single(Ports.LOOPBACK, controllerPort), overrides);
    }
}
