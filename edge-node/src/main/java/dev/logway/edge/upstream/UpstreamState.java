package dev.logway.edge.upstream;

import dev.logway.domain.resource.ResourceKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An upstream at one moment, as this edge sees it.
 *
 * @param key the upstream, or the service or route that carries it inline
 * @param pending requests under way
 * @param breaker {@code closed}, {@code open} or {@code half_open}; null if there is none
 */
public record UpstreamState(
        ResourceKey key, int pending, @Nullable String breaker, Counts counts, List<NodeState> nodes) {

    /** A node at one moment: healthy by its checks or without any, left out by outlier detection or not. */
    public record NodeState(
            String host, int port, int weight, int priority, boolean healthy, boolean ejected, int active) {

        /** Whether it is given requests as its weight says. */
        public boolean isAvailable() {
            return healthy && !ejected;
        }
    }

    /**
     * What happened since this edge began to serve the upstream.
     *
     * @param panics requests sent while no node was available
     * @param refusedByBreaker requests answered 503 because the breaker was open
     * @param refusedOverLimit requests answered 503 because too many were under way
     */
    public record Counts(
            long requests,
            long retries,
            long retriesOverBudget,
            long panics,
            long ejections,
            long refusedByBreaker,
            long refusedOverLimit) {}

    static UpstreamState of(LiveUpstream upstream, long nowNanos) {
        UpstreamCounters counters = upstream.counters();
        Breaker breaker = upstream.breaker();
        return new UpstreamState(
                upstream.key(),
                upstream.pending().get(),
                breaker == null ? null : breaker.word(),
                new Counts(
                        counters.requests.sum(),
                        counters.retries.sum(),
                        counters.retriesOverBudget.sum(),
                        counters.panics.sum(),
                        counters.ejections.sum(),
                        counters.refusedByBreaker.sum(),
                        counters.refusedOverLimit.sum()),
                upstream.members().all().stream()
                        .map(member -> of(member, nowNanos))
                        .toList());
    }

    /** How many nodes are not available. */
    public long down() {
        return nodes.stream().filter(node -> !node.isAvailable()).count();
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
                live.active().get());
    }
}
