package dev.logway.edge.upstream;

import dev.logway.domain.resource.ActiveCheck;
import dev.logway.domain.resource.NodeSource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.domain.resource.UpstreamTls;
import dev.logway.edge.tls.NodeTls;
import dev.logway.edge.tls.ServedCertificates;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The upstreams that are served, with what runs for each of them beside the traffic: health checks and discovery. Opened and retired
 * on the thread that applies changes; what runs for them does so on one event loop.
 */
public final class Upstreams {
    private final Context context;
    private final LiveUpstream.Surroundings around;
    private final HealthProbes probes;
    private final Discovery discovery;
    private final UpstreamCounters counters = new UpstreamCounters(null);
    private final Map<ResourceKey, Watched> watched = new ConcurrentSkipListMap<>();

    /** An upstream and what runs for it. */
    private record Watched(
            LiveUpstream upstream, @Nullable HealthChecker checker, Discovery.@Nullable Watch discovered) {
        void stop() {
            if (discovered != null) {
                discovered.stop();
            }
            if (checker != null) {
                checker.stop();
            }
        }
    }

    /**
     * @param loops how many event loops proxy
     * @param discovery closed together with this
     * @param certificates that are served now, to be shown to nodes
     */
    public Upstreams(Vertx vertx, int loops, Discovery discovery, Supplier<ServedCertificates> certificates) {
        this.context = vertx.getOrCreateContext();
        this.around = new LiveUpstream.Surroundings(loops, counters, certificates);
        this.discovery = discovery;
        this.probes = new HealthProbes(vertx);
    }

    /**
     * Begins to serve {@code spec}.
     *
     * @param previous what was served for the same owner before, or null
     */
    public LiveUpstream open(ResourceKey owner, UpstreamSpec spec, @Nullable LiveUpstream previous) {
        var upstream = new LiveUpstream(owner, spec, previous, around);
        var checks = spec.resilience().checks();
        HealthChecker checker = checks == null ? null : checker(upstream, checks.active());
        Watched before = watched.get(owner);
        if (before != null) {
            before.stop();
        }
        Discovery.Watch discovered = switch (spec.source()) {
            case NodeSource.Listed _ -> null;
            case NodeSource.Dns service ->
                discovery.watch(service.withPort(spec.protocol().scheme().defaultPort()), upstream::serve);
        };
        watched.put(owner, new Watched(upstream, checker, discovered));
        if (checker != null) {
            checker.start();
        }
        return upstream;
    }

    private HealthChecker checker(LiveUpstream upstream, ActiveCheck check) {
        UpstreamTls tls = ProbeTls.of(check.probe(), upstream.spec().protocol());
        NodeTls overTls = tls == null ? null : new NodeTls(tls, "http/1.1", around.certificates());
        return new HealthChecker(upstream, check, new HealthChecker.Means(probes, overTls), context);
    }

    /** Ends what runs for {@code upstream}; what it left to its successor goes on. */
    public void retire(LiveUpstream upstream, @Nullable LiveUpstream successor) {
        Watched now = watched.get(upstream.key());
        if (successor == null && now != null && now.upstream() == upstream) {
            watched.remove(upstream.key());
            now.stop();
        }
    }

    /** How those that are served are doing, by key. From any thread. */
    public List<UpstreamState> states() {
        long now = System.nanoTime();
        return watched.values().stream()
                .map(each -> UpstreamState.of(each.upstream(), now))
                .toList();
    }

    /** How often each event was counted, those of upstreams that are gone among them. From any thread. */
    public Map<UpstreamEvent, Long> counts() {
        return counters.sums();
    }

    /** What is wrong with the upstreams, one line for each with which something is. From any thread. */
    public List<String> warnings() {
        return states().stream().flatMap(state -> state.warning().stream()).toList();
    }

    /** Ends all that runs. */
    public void close() {
        watched.values().forEach(Watched::stop);
        watched.clear();
        probes.close();
        discovery.close();
    }
}
