package dev.logway.domain.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go and how: the part of an upstream that a route or service may also carry inline.
 *
 * @param timeouts null takes the route's, or {@link Timeouts#DEFAULT}
 */
public record UpstreamSpec(
        NodeSource source,
        @Nullable Timeouts timeouts,
        KeepalivePool keepalivePool,
        HostHeader hostHeader,
        Balancing balancing,
        Resilience resilience,
        Protocol protocol) {
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
                Resilience.DEFAULT,
                Protocol.HTTP);
    }

    /** An upstream of {@code nodes} with every default. */
    public static UpstreamSpec of(Node... nodes) {
        return new UpstreamSpec(List.of(nodes), null, KeepalivePool.DEFAULT, HostHeader.PASS);
    }

    /** This upstream, spoken to in another way. */
    public UpstreamSpec over(Protocol other) {
        return new UpstreamSpec(source, timeouts, keepalivePool, hostHeader, balancing, resilience, other);
    }

    /** The name that a node is asked for, and has to prove, where it is spoken to over TLS. */
    public String serverName(Node node) {
        UpstreamTls tls = protocol.tls();
        if (tls != null && tls.serverName() != null) {
            return tls.serverName();
        }
        return hostHeader instanceof HostHeader.Rewrite rewrite ? rewrite.name() : node.host();
    }

    /** The resources that must exist for this upstream, without repetition. */
    public List<ResourceKey> references() {
        return protocol.tls() == null ? List.of() : protocol.tls().references();
    }

    /** The nodes that are listed; none if they are discovered. */
    public List<Node> nodes() {
        return source instanceof NodeSource.Listed(List<Node> nodes) ? nodes : List.of();
    }
}
