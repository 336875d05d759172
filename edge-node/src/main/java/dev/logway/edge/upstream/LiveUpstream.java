package dev.logway.edge.upstream;

import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.CircuitBreaker;
import dev.logway.domain.resource.HealthRule;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.OutlierDetection;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.edge.tls.NodeTls;
import dev.logway.edge.tls.ServedCertificates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An upstream that is served, with what each event loop keeps for it. It lives as long as its specification is
 * unchanged, whatever else changes in the table; what is known of its nodes goes over to its successor. Threadsafe.
 */
public final class LiveUpstream {
    private final ResourceKey key;
    private final UpstreamSpec spec;
    private final @Nullable HashKey hashKey;
    private final @Nullable Breaker breaker;
    private final @Nullable OutlierEjector ejector;
    private final @Nullable NodeTls tls;
    private final UpstreamCounters counters;
    private final AtomicInteger pending;
    /** By event loop; each element is touched by its own loop only. */
    private final @Nullable Lane[] lanes;

    private volatile Members members;

    /**
     * What is the same for all upstreams of an edge.
     *
     * @param loops how many event loops there are
     * @param counters of the events of all upstreams
     * @param certificates that are served now
     */
    record Surroundings(int loops, UpstreamCounters counters, Supplier<ServedCertificates> certificates) {}

    /**
     * @param previous what was served for the same owner before, or null
     */
    LiveUpstream(ResourceKey key, UpstreamSpec spec, @Nullable LiveUpstream previous, Surroundings around) {
        Resilience resilience = spec.resilience();
        CircuitBreaker breaking = resilience.circuitBreaker();
        OutlierDetection detection = resilience.outlierDetection();
        this.key = key;
        this.spec = spec;
        this.hashKey = spec.balancing() instanceof Balancing.ConsistentHash hashing ? HashKey.of(hashing) : null;
        this.counters = previous == null ? new UpstreamCounters(around.counters()) : previous.counters;
        this.pending = previous == null ? new AtomicInteger() : previous.pending;
        this.breaker = breaking == null ? null : breaker(breaking, previous);
        this.ejector = detection == null ? null : new OutlierEjector(detection, counters);
        this.lanes = new @Nullable Lane[around.loops()];
        this.tls = tls(spec.protocol(), previous, around);
        List<Member> known = previous == null ? List.of() : previous.members.all();
        List<Node> nodes = previous != null && knowsNodesOf(previous.spec, spec)
                ? known.stream().map(Member::node).toList()
                : spec.nodes();
        this.members = members(nodes, known);
    }

    public UpstreamSpec spec() {
        return spec;
    }

    public ResourceKey key() {
        return key;
    }

    /** The nodes at this moment: one volatile read. */
    Members members() {
        return members;
    }

    /** Serves {@code nodes} from now on. One thread at a time. */
    void serve(List<Node> nodes) {
        Members before = members;
        if (!nodes.equals(before.all().stream().map(Member::node).toList())) {
            members = members(nodes, before.all());
        }
    }

    @Nullable
    HashKey hashKey() {
        return hashKey;
    }

    @Nullable
    Breaker breaker() {
        return breaker;
    }

    @Nullable
    OutlierEjector ejector() {
        return ejector;
    }

    UpstreamCounters counters() {
        return counters;
    }

    /** How its nodes are spoken to over TLS, or null. */
    @Nullable
    NodeTls tls() {
        return tls;
    }

    /** Requests under way to all nodes. */
    AtomicInteger pending() {
        return pending;
    }

    @Nullable
    Lane lane(int loop) {
        return lanes[loop];
    }

    void lane(int loop, @Nullable Lane lane) {
        lanes[loop] = lane;
    }

    @Override
    public String toString() {
        return key.path();
    }

    private Members members(List<Node> nodes, List<Member> known) {
        var checks = spec.resilience().checks();
        HealthRule passive = checks == null ? null : checks.passive();
        Map<String, LiveNode> byAddress = new HashMap<>();
        known.forEach(member -> byAddress.put(member.live().toString(), member.live()));
        List<Member> all = nodes.stream()
                .map(node -> {
                    var made = new LiveNode(node);
                    LiveNode live = byAddress.getOrDefault(made.toString(), made);
                    forgetWhatNobodyAsks(live);
                    return new Member(
                            live, node, passive == null ? null : new HealthTally(passive, live, System::nanoTime));
                })
                .toList();
        return new Members(all, spec.balancing());
    }

    /** Without checks nothing would ever find a node well again; without outlier detection nothing should leave it out. */
    private void forgetWhatNobodyAsks(LiveNode node) {
        if (spec.resilience().checks() == null && !node.isHealthy()) {
            node.rose(System.nanoTime());
        }
        if (ejector == null) {
            node.readmit();
        }
    }

    /** Whether a lookup for {@code before} gave the nodes of {@code now}, too. */
    private static boolean knowsNodesOf(UpstreamSpec before, UpstreamSpec now) {
        return before.source().equals(now.source())
                && before.protocol().scheme().defaultPort()
                        == now.protocol().scheme().defaultPort();
    }

    private static @Nullable NodeTls tls(Protocol protocol, @Nullable LiveUpstream previous, Surroundings around) {
        if (protocol.tls() == null) {
            return null;
        }
        return previous != null
                        && previous.tls != null
                        && previous.spec.protocol().equals(protocol)
                ? previous.tls
                : new NodeTls(
                        protocol.tls(), protocol.scheme().isMultiplexed() ? "h2" : "http/1.1", around.certificates());
    }

    private static Breaker breaker(CircuitBreaker settings, @Nullable LiveUpstream previous) {
        Breaker before = previous == null ? null : previous.breaker;
        return before != null && before.settings().equals(settings) ? before : new Breaker(settings);
    }
}
