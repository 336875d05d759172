package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

/** Which {@code Host} an upstream sees ({@code pass_host}). */
public sealed interface HostHeader {

    /** The client's, unchanged; the default. */
    record Pass() implements HostHeader {}

    /** The node's own host and port. */
    record OfNode() implements HostHeader {}

    /** A fixed one ({@code upstream_host}), 1 to 261 characters. */
    record Rewrite(String host) implements HostHeader {
        /** @throws IllegalArgumentException if {@code host} is empty, too long or no authority */
        public Rewrite {
            require(
                    !host.isEmpty()
                            && host.length() <= 261
                            && host.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '/' && c != '@'),
                    "upstream_host",
                    host,
                    "a host, with a port if needed");
        }

        /** The host without port and brackets. */
        public String name() {
            int end = host.lastIndexOf(':');
            String name = end < 0 || host.indexOf(']', end) >= 0 ? host : host.substring(0, end);
            return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        }
    }

    HostHeader PASS = new Pass();
    HostHeader OF_NODE = new OfNode();
}
