package dev.logway.edge.upstream;

import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.CircuitBreaker;
import dev.logway.domain.resource.HealthRule;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.OutlierDetection;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.UpstreamSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final UpstreamCounters counters;
    private final AtomicInteger pending;
    /** By event loop; each element is touched by its own loop only. */
    private final @Nullable Lane[] lanes;

    private volatile Members members;

    /**
     * @param previous what was served for the same owner before, or null
     * @param loops how many event loops there are
     * @param all counts the events of all upstreams
     */
    LiveUpstream(ResourceKey key, UpstreamSpec spec, @Nullable LiveUpstream previous, int loops, UpstreamCounters all) {
        Resilience resilience = spec.resilience();
        CircuitBreaker breaking = resilience.circuitBreaker();
        OutlierDetection detection = resilience.outlierDetection();
        this.key = key;
        this.spec = spec;
        this.hashKey = spec.balancing() instanceof Balancing.ConsistentHash hashing ? HashKey.of(hashing) : null;
        this.counters = previous == null ? new UpstreamCounters(all) : previous.counters;
        this.pending = previous == null ? new AtomicInteger() : previous.pending;
        this.breaker = breaking == null ? null : breaker(breaking, previous);
        this.ejector = detection == null ? null : new OutlierEjector(detection, counters);
        this.lanes = new @Nullable Lane[loops];
        List<Member> known = previous == null ? List.of() : previous.members.all();
        List<Node> nodes = previous != null && previous.spec.source().equals(spec.source())
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

    private static Breaker breaker(CircuitBreaker settings, @Nullable LiveUpstream previous) {
        Breaker before = previous == null ? null : previous.breaker;
        return before != null && before.settings().equals(settings) ? before : new Breaker(settings);
    }
}
