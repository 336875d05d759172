package dev.logway.edge.upstream;

import dev.logway.domain.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An upstream at one moment, as this edge sees it.
 *
 * @param key the upstream, or the service or route that carries it inline
 * @param pending requests under way
 * @param counts of each event since this edge began to serve it
 * @param breaker {@code closed}, {@code open} or {@code half_open}; null if there is none
 */
public record UpstreamState(
        ResourceKey key,
        int pending,
        @Nullable String breaker,
        Map<UpstreamEvent, Long> counts,
        List<NodeState> nodes) {

    /**
     * A node at one moment: healthy by its checks or without any, left out by outlier detection or not.
     *
     * @param lastFailure of the connections to it, checks' among them; null if none failed
     */
    public record NodeState(
            String host,
            int port,
            int weight,
            int priority,
            boolean healthy,
            boolean ejected,
            int active,
            @Nullable NodeFailure lastFailure) {

        /** Whether it is given requests as its weight says. */
        public boolean isAvailable() {
            return healthy && !ejected;
        }
    }

    static UpstreamState of(LiveUpstream upstream, long nowNanos) {
        Breaker breaker = upstream.breaker();
        return new UpstreamState(
                upstream.key(),
                upstream.pending().get(),
                breaker == null ? null : breaker.word(),
                upstream.counters().sums(),
                upstream.members().all().stream()
                        .map(member -> of(member, nowNanos))
                        .toList());
    }

    /** How often {@code event} was counted. */
    public long count(UpstreamEvent event) {
        return counts.getOrDefault(event, 0L);
    }

    /** How many nodes are not available. */
    public long down() {
        return nodes.stream().filter(node -> !node.isAvailable()).count();
    }

    /** What an operator should know of it, if anything. */
    public Optional<String> warning() {
        var said = new ArrayList<String>();
        if (nodes.isEmpty()) {
            said.add("no nodes are known");
        } else if (down() > 0) {
            said.add(down() + " of " + nodes.size() + " nodes are down");
        }
        if (breaker != null && !breaker.equals("closed")) {
            said.add("the circuit breaker is " + breaker);
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(key.path() + ": " + String.join(", ", said));
    }

    private static NodeState of(Member member, long nowNanos) {
        LiveNode live = member.live();
        return new NodeState(
                live.host(),
                live.port(),
                member.node().weight(),
                member.node().priority(),
                live.isHealthy(),
                live.isEjected(nowNanos),
                live.active().get(),
                live.lastFailure());
    }
}
