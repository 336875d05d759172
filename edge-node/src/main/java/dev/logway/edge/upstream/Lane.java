package dev.logway.edge.upstream;

import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Scheme;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One event loop's way to one upstream: whose turn it is, and the pools of its nodes. */
public final class Lane {
    private final LiveUpstream upstream;
    private final Members members;
    private final List<Target> targets;
    private final Balancer balancer;
    private final Candidates candidates;
    private final RetryBudget budget;

    /**
     * A node with its pool.
     *
     * @param index its place among the upstream's nodes
     * @param authority the node's own
     * @param host the Host it sees; null for the client's
     */
    public record Target(
            int index,
            NodePool pool,
            String authority,
            @Nullable String host) {}

    /** @param previous this loop's way to the same upstream before its nodes changed, or null */
    Lane(LiveUpstream upstream, Members members, Function<Member, NodePool> pools, @Nullable Lane previous) {
        HostHeader header = upstream.spec().hostHeader();
        Scheme scheme = upstream.spec().protocol().scheme();
        this.upstream = upstream;
        this.members = members;
        this.targets = IntStream.range(0, members.size())
                .mapToObj(i -> {
                    Node node = members.get(i).node();
                    return new Target(
                            i, pools.apply(members.get(i)), authority(node, scheme), host(header, node, scheme));
                })
                .toList();
        this.balancer = balancer(upstream, members);
        this.candidates =
                new Candidates(members, upstream.spec().resilience().slowStart().toNanos());
        this.budget = previous == null ? new RetryBudget() : previous.budget;
    }

    /**
     * The node for the next try of {@code request}, or null if there is none: one that is available, of the highest
     * tier that has one. Once every node of the upstream is down, whether by checks or by ejection, any of them is as good as any other and gets its
     * share (panic mode), because to refuse everything is worse.
     *
     * @param tried nodes that it is not to be
     */
    @Nullable
    Target next(HashSource request, List<Target> tried, long nowNanos) {
        int found = choose(request, candidates.available(tried, nowNanos));
        if (found < 0 && members.allDown(nowNanos)) {
            found = choose(request, candidates.whateverTheirState(tried, nowNanos));
            if (found >= 0) {
                upstream.counters().count(UpstreamEvent.PANICS);
            }
        }
        return found < 0 ? null : targets.get(found);
    }

    LiveUpstream upstream() {
        return upstream;
    }

    Members members() {
        return members;
    }

    Balancer balancer() {
        return balancer;
    }

    RetryBudget budget() {
        return budget;
    }

    List<Target> targets() {
        return targets;
    }

    private int choose(HashSource request, Candidates among) {
        for (int tier = 0; tier < members.tiers(); tier++) {
            int found = balancer.choose(among.ofPriority(members.priority(tier)), request);
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    private static Balancer balancer(LiveUpstream upstream, Members members) {
        IntUnaryOperator active = index -> members.get(index).live().active().get();
        return switch (upstream.spec().balancing()) {
            case Balancing.RoundRobin _ -> new WeightedRoundRobin(members.size());
            case Balancing.LeastConnections _ -> new LeastConnections(active);
            case Balancing.PeakEwma _ ->
                new PeakEwma(members.size(), active, RandomGenerator.of("L64X128MixRandom"), System::nanoTime);
            case Balancing.ConsistentHash _ ->
                new ConsistentHashing(
                        Objects.requireNonNull(members.ring()), Objects.requireNonNull(upstream.hashKey()));
        };
    }

    private static @Nullable String host(HostHeader header, Node node, Scheme scheme) {
        return switch (header) {
            case HostHeader.Pass _ -> null;
            case HostHeader.OfNode _ -> authority(node, scheme);
            case HostHeader.Rewrite(String host) -> host;
        };
    }

    /** The node as it stands in a Host field: an IPv6 address in brackets, the port unless it is the scheme's own. */
    static String authority(Node node, Scheme scheme) {
        String host = node.host().contains(":") ? "[" + node.host() + "]" : node.host();
        return node.port() == scheme.defaultPort() ? host : host + ":" + node.port();
    }
}
