package dev.logway.edge.upstream;

import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.UpstreamSpec;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One event loop's way to one upstream: whose turn it is, and the pools of its nodes. */
public final class Lane {
    private final List<Target> targets;
    private final WeightedRoundRobin turns;

    /**
     * A node with its pool.
     *
     * @param authority the node's own
     * @param host the Host it sees; null for the client's
     */
    public record Target(
            NodePool pool, String authority, @Nullable String host) {}

    Lane(UpstreamSpec spec, Function<Node, NodePool> pools) {
        this.targets = spec.nodes().stream()
                .map(node -> new Target(pools.apply(node), authority(node), host(spec.hostHeader(), node)))
                .toList();
        this.turns = new WeightedRoundRobin(
                spec.nodes().stream().mapToInt(Node::weight).toArray());
    }

    /** The node whose turn it is, or null if no node takes requests. */
    public @Nullable Target next() {
        int turn = turns.next();
        return turn < 0 ? null : targets.get(turn);
    }

    List<Target> targets() {
        return targets;
    }

    private static @Nullable String host(HostHeader header, Node node) {
        return switch (header) {
            case HostHeader.Pass _ -> null;
            case HostHeader.OfNode _ -> authority(node);
            case HostHeader.Rewrite(String host) -> host;
        };
    }

    /** The node as it stands in a Host field: an IPv6 address in brackets, the port unless it is HTTP's own. */
    static String authority(Node node) {
        String host = node.host().contains(":") ? "[" + node.host() + "]" : node.host();
        return node.port() == 80 ? host : host + ":" + node.port();
    }
}
