package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.util.HashSet;
import java.util.List;

/** Where the nodes of an upstream come from. */
public sealed interface NodeSource {
    int MAX_NODES = 1_000;

    /**
     * The nodes themselves ({@code nodes}).
     *
     * @param nodes 1 to {@value NodeSource#MAX_NODES}, no host and port twice
     */
    record Listed(List<Node> nodes) implements NodeSource {
        /** @throws IllegalArgumentException if a component is outside its documented range */
        public Listed {
            nodes = List.copyOf(nodes);
            require(!nodes.isEmpty() && nodes.size() <= MAX_NODES, "nodes", nodes.size() + " nodes", "1 to 1000 nodes");
            var seen = new HashSet<String>();
            for (Node node : nodes) {
                String address = node.host() + ":" + node.port();
                require(seen.add(address), "nodes", address, "each host and port once");
            }
        }
    }

    /**
     * The DNS ({@code discovery_type: dns}): the addresses of a host, at one port, or, for a name whose first label begins with
     * {@code _}, the targets of its SRV records with their ports, weights and priorities.
     *
     * @param serviceName {@code host}, {@code host:port} (the scheme's if there is none), or {@code _service._proto.name}
     */
    record Dns(String serviceName) implements NodeSource {
        private static final int MAX_NAME = 253;

        /** @throws IllegalArgumentException if {@code serviceName} is none of these */
        public Dns {
            String host = host(serviceName);
            String port = serviceName.substring(host.length());
            require(
                    isName(host) && (port.isEmpty() || (!host.startsWith("_") && isPort(port.substring(1)))),
                    "service_name",
                    serviceName,
                    "host, host:port or _service._proto.name");
        }

        /** Whether the name is looked up for its SRV records. */
        public boolean isSrv() {
            return serviceName.startsWith("_");
        }

        /** The name to look up. */
        public String host() {
            return host(serviceName);
        }

        /** The port of every address, {@code otherwise} if it names none; not for SRV, which brings its own. */
        public int port(int otherwise) {
            String host = host();
            return host.length() == serviceName.length()
                    ? otherwise
                    : Integer.parseInt(serviceName.substring(host.length() + 1));
        }

        /** This service with its port named, {@code otherwise} if it names none. */
        public Dns withPort(int otherwise) {
            return isSrv() ? this : new Dns(host() + ":" + port(otherwise));
        }

        private static String host(String serviceName) {
            int colon = serviceName.indexOf(':');
            return colon < 0 ? serviceName : serviceName.substring(0, colon);
        }

        private static boolean isName(String name) {
            return !name.isEmpty()
                    && name.length() <= MAX_NAME
                    && !name.startsWith(".")
                    && !name.contains("..")
                    && name.chars().allMatch(c -> RequestVariable.isWordCharacter(c) || c == '-' || c == '.');
        }

        private static boolean isPort(String port) {
            return !port.isEmpty()
                    && port.length() <= 5
                    && port.chars().allMatch(c -> c >= '0' && c <= '9')
                    && Integer.parseInt(port) >= 1
                    && Integer.parseInt(port) <= 65_535;
        }
    }
}
