package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go and how: the part of an upstream that a route or service may also carry inline.
 * Nodes are chosen by smooth weighted round robin ({@code type: roundrobin}) over plain HTTP ({@code scheme: http}).
 *
 * @param nodes 1 to {@value #MAX_NODES}, no host and port twice
 * @param timeouts null takes the route's, or {@link Timeouts#DEFAULT}
 */
public record UpstreamSpec(
        List<Node> nodes, @Nullable Timeouts timeouts, KeepalivePool keepalivePool, HostHeader hostHeader) {
    public static final int MAX_NODES = 1_000;

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public UpstreamSpec {
        nodes = List.copyOf(nodes);
        require(!nodes.isEmpty() && nodes.size() <= MAX_NODES, "nodes", nodes.size() + " nodes", "1 to 1000 nodes");
        var seen = new HashSet<String>();
        for (Node node : nodes) {
            String address = node.host() + ":" + node.port();
            require(seen.add(address), "nodes", address, "each host and port once");
        }
    }

    /** An upstream of {@code nodes} with every default. */
    public static UpstreamSpec of(Node... nodes) {
        return new UpstreamSpec(List.of(nodes), null, KeepalivePool.DEFAULT, HostHeader.PASS);
    }
}
