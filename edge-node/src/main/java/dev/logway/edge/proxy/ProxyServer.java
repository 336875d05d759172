package dev.logway.edge.proxy;

import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.edge.accept.Gates;
import dev.logway.edge.metrics.RouteTraffic;
import dev.logway.edge.metrics.TrafficMetrics;
import dev.logway.edge.tls.ServedCertificates;
import dev.logway.edge.upstream.LiveUpstream;
import dev.logway.edge.upstream.Upstreams;
import dev.logway.routing.DataPlane;
import dev.logway.routing.RoutingTable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The proxy: one verticle per event loop, all on one port. */
public final class ProxyServer implements DataPlane<RouteTraffic, LiveUpstream> {
    private final Vertx vertx;
    private final ProxySettings settings;
    private final TrafficMetrics metrics;
    private final Upstreams upstreams;
    private final List<ProxyLoop> loops = new CopyOnWriteArrayList<>();
    private final List<Integer> guarded = new CopyOnWriteArrayList<>();
    private final List<String> deployments = new CopyOnWriteArrayList<>();

    private volatile @Nullable ProxyState state;

    /** A proxy that does not listen yet, so that tables can be made for it. */
    public ProxyServer(Vertx vertx, ProxySettings settings, TrafficMetrics metrics, Upstreams upstreams) {
        this.vertx = vertx;
        this.settings = settings;
        this.metrics = metrics;
        this.upstreams = upstreams;
    }

    /**
     * Listens.
     *
     * @param table what to serve, null while there is nothing; asked once per request
     * @param certificates to show; asked at every handshake
     */
    public Future<Void> start(
            Supplier<@Nullable RoutingTable<RouteTraffic, LiveUpstream>> table,
            Supplier<ServedCertificates> certificates) {
        var shared = new ProxyState(settings, table, certificates, metrics);
        state = shared;
        Future<Void> started = Future.succeededFuture();
        for (int index = 0; index < settings.loops(); index++) {
            int loop = index;
            started = started.compose(_ -> deploy(loop, shared));
        }
        return started.onSuccess(_ -> guard(port(), shared));
    }

    /** Listens for TLS too, once it has started. */
    public Future<Void> startTls() {
        Future<Void> started = Future.succeededFuture();
        for (ProxyLoop loop : loops) {
            started = started.compose(_ -> loop.startTls());
        }
        return started.onSuccess(_ -> {
            ProxyState shared = state;
            if (shared != null) {
                guard(securePort(), shared);
            }
        });
    }

    /** Counts connections to {@code port} from the moment they are accepted, their TLS handshake included. */
    private void guard(int port, ProxyState shared) {
        Gates gates = Gates.of(vertx);
        if (gates != null) {
            gates.put(port, shared.connections());
            guarded.add(port);
        }
    }

    /** Listens for HTTP/2 in the clear too, once it has started. */
    public Future<Void> startH2c() {
        Future<Void> started = Future.succeededFuture();
        for (ProxyLoop loop : loops) {
            started = started.compose(_ -> loop.startH2c());
        }
        return started;
    }

    /** Another revision is served: requests that waited for it go on. From any thread, after it is there to be served. */
    public void revised() {
        ProxyState shared = state;
        if (shared != null && shared.revisionWaits().get() > 0) {
            loops.forEach(loop -> loop.later(loop::revised));
        }
    }

    /** The port it listens on. */
    public int port() {
        return loops.getFirst().listeners().port();
    }

    /** The port it speaks TLS on. */
    public int securePort() {
        return loops.getFirst().listeners().securePort();
    }

    /** The port it speaks HTTP/2 in the clear on. */
    public int h2cPort() {
        return loops.getFirst().listeners().h2cPort();
    }

    /** How many clients are connected. */
    public long connections() {
        ProxyState shared = state;
        return shared == null ? 0 : shared.connections().size();
    }

    /** How many of them are WebSockets. */
    public long webSockets() {
        ProxyState shared = state;
        return shared == null ? 0 : shared.tunnels().get();
    }

    /** How many requests wait for a revision of the configuration. */
    public long waiting() {
        ProxyState shared = state;
        return shared == null ? 0 : shared.revisionWaits().get();
    }

    /** Takes no more connections and answers with {@code Connection: close}; ends when all is answered, or after {@code timeout}. */
    public Future<Void> drain(Duration timeout) {
        ProxyState shared = state;
        if (shared != null) {
            shared.drain();
        }
        return Future.join(loops.stream().map(loop -> loop.drain(timeout)).toList())
                .mapEmpty();
    }

    /** Closes what is left, connections to upstreams among it. */
    public Future<Void> close() {
        Gates gates = Gates.of(vertx);
        ProxyState shared = state;
        if (gates != null && shared != null) {
            guarded.forEach(port -> gates.remove(port, shared.connections()));
        }
        return Future.join(deployments.stream().map(vertx::undeploy).toList()).mapEmpty();
    }

    @Override
    public RouteTraffic route(Route route, @Nullable RouteTraffic previous) {
        return previous == null ? metrics.route(route.id()) : previous;
    }

    @Override
    public LiveUpstream upstream(ResourceKey owner, UpstreamSpec spec, @Nullable LiveUpstream previous) {
        return upstreams.open(owner, spec, previous);
    }

    @Override
    public void retireRoute(RouteTraffic route) {
        metrics.retire(route);
    }

    @Override
    public void retireUpstream(LiveUpstream upstream, @Nullable LiveUpstream successor) {
        upstreams.retire(upstream, successor);
        loops.forEach(loop -> loop.later(() -> loop.pools().retire(upstream, successor)));
    }

    private Future<Void> deploy(int index, ProxyState shared) {
        var loop = new ProxyLoop(index, settings, shared);
        var options = new DeploymentOptions().setThreadingModel(ThreadingModel.EVENT_LOOP);
        return vertx.deployVerticle(loop, options).map(id -> {
            deployments.add(id);
            loops.add(loop);
            return null;
        });
    }
}
