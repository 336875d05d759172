package dev.logway.standalone.broker;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One broker and controller: where it keeps its log, where it listens, and with whom it forms a quorum.
 *
 * @param directory the node's own directory
 * @param host the address on which it listens for clients
 * @param port the port for clients; 0 stands for one picked at start
 * @param quorum the node's id and its fellow voters
 * @param overrides Kafka settings that win over the defaults, sorted by name
 */
record BrokerNode(Path directory, String host, int port, Quorum quorum, Map<String, String> overrides) {
    BrokerNode {
        directory = directory.toAbsolutePath().normalize();
        overrides = Collections.unmodifiableMap(new TreeMap<>(overrides));
    }

    /**
     * This node with a number for every port that was left open.
     *
     * @throws BrokerStartException if a port is taken
     */
    BrokerNode withPortsPicked() {
        var controller = quorum.self();
        try (var clientPort = Ports.reserve(host, port, "port");
                var controllerPort = Ports.reserve(controller.host(), controller.port(), "controller port")) {
            return new BrokerNode(
                    directory,
                    host,
                    clientPort.number(),
                    quorum.withControllerPort(controllerPort.number()),
                    overrides);
        }
    }

    String bootstrapServers() {
        return host + ":" + port;
    }
}
