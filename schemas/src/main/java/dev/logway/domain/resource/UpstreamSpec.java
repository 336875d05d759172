package dev.logway.domain.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go and how: the part of an upstream that a route or service may also carry inline.
 * Nodes are spoken to over plain HTTP ({@code scheme: http}).
 *
 * @param timeouts null takes the route's, or {@link Timeouts#DEFAULT}
 */
public record UpstreamSpec(
        NodeSource source,
        @Nullable Timeouts timeouts,
        KeepalivePool keepalivePool,
        HostHeader hostHeader,
        Balancing balancing,
        Resilience resilience) {
    public static final int MAX_NODES = NodeSource.MAX_NODES;

    /**
     * Listed nodes in round robin, with every default of {@link Resilience}.
     *
     * @throws IllegalArgumentException if {@code nodes} are none, too many, or one is there twice
     */
    public UpstreamSpec(
            List<Node> nodes, @Nullable Timeouts timeouts, KeepalivePool keepalivePool, HostHeader hostHeader) {
        this(
                new NodeSource.Listed(nodes),
                timeouts,
                keepalivePool,
                hostHeader,
                Balancing.ROUND_ROBIN,
                Resilience.DEFAULT);
    }

    /** An upstream of {@code nodes} with every default. */
    public static UpstreamSpec of(Node... nodes) {
        return new UpstreamSpec(List.of(nodes), null, KeepalivePool.DEFAULT, HostHeader.PASS);
    }

    /** The nodes that are listed; none if they are discovered. */
    public List<Node> nodes() {
        return source instanceof NodeSource.Listed(List<Node> nodes) ? nodes : List.of();
    }
}
