package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

/**
 * One server of an upstream.
 *
 * @param host a host name, an IPv4 address, or an IPv6 address without brackets; 1 to {@value #MAX_HOST} characters
 * @param port 1 to 65535
 * @param weight its share among the upstream's weights; 0 to {@value #MAX_WEIGHT}, 0 takes no new requests
 * @param priority nodes of a lower one take requests only when none of a higher one can; any int
 */
public record Node(String host, int port, int weight, int priority) {
    public static final int MAX_HOST = 253;
    public static final int MAX_WEIGHT = 1_000_000;

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public Node {
        require(isHost(host), "host", host, "a host name or an IP address without brackets");
        require(port >= 1 && port <= 65_535, "port", port, "1..65535");
        require(weight >= 0 && weight <= MAX_WEIGHT, "weight", weight, "0..1000000");
    }

    /**
     * A node of priority 0, which is APISIX's default.
     *
     * @throws IllegalArgumentException if a component is outside its documented range
     */
    public Node(String host, int port, int weight) {
        this(host, port, weight, 0);
    }

    static boolean isHost(String host) {
        return !host.isEmpty() && host.length() <= MAX_HOST && host.chars().allMatch(Node::isHostCharacter);
    }

    private static boolean isHostCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == ':';
    }
}
