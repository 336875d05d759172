package dev.logway.edge.proxy;

import dev.logway.edge.accept.Gates;
import dev.logway.edge.client.AcceptedRequest;
import dev.logway.edge.client.Audience;
import dev.logway.edge.client.ClientConnection;
import dev.logway.edge.client.ClientStream;
import dev.logway.edge.client.Http1Connection;
import dev.logway.edge.client.Http2Connection;
import dev.logway.edge.client.RefusedException;
import dev.logway.edge.client.RequestHandler;
import dev.logway.edge.http1.HeadLimits;
import dev.logway.edge.http1.Scratch;
import dev.logway.edge.metrics.RouteTraffic;
import dev.logway.edge.metrics.TrafficMetrics;
import dev.logway.edge.overload.LoopLag;
import dev.logway.edge.overload.Overload;
import dev.logway.edge.tls.ServedCertificates;
import dev.logway.edge.upstream.LiveUpstream;
import dev.logway.edge.upstream.LoopPools;
import dev.logway.routing.RoutingTable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One event loop of the proxy: its share of the clients, its connections to the upstreams, its exchanges. */
final class ProxyLoop extends VerticleBase implements RequestHandler {
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int index;
    private final ProxySettings settings;
    private final ProxyState state;
    private final Deadlines deadlines = new Deadlines();
    private final Tunnels tunnels;
    private final RevisionWaits revisionWaits;
    private final LoopLag lag;
    private final Scratch scratch = new Scratch();
    private final Map<HttpConnection, ClientConnection> clients = new HashMap<>();
    private final Promise<Void> empty = Promise.promise();
    private boolean closed;
    private long sweptNanos = System.nanoTime();
    private @Nullable LoopPools pools;
    private @Nullable Listeners listeners;

    ProxyLoop(int index, ProxySettings settings, ProxyState state) {
        this.index = index;
        this.settings = settings;
        this.state = state;
        this.tunnels = new Tunnels(settings.limits(), state.tunnels());
        this.revisionWaits = new RevisionWaits(settings.limits().revisions(), state.revisionWaits(), state.metrics());
        this.lag = settings.overload().watch(System.nanoTime());
    }

    @Override
    public Future<?> start() {
        pools = new LoopPools(index, vertx);
        vertx.setPeriodic(Deadlines.TICK_MILLIS, _ -> tick());
        listeners = new Listeners(vertx, limits(), state, this::accept, this::take);
        return listeners.listen();
    }

    /** Listens for TLS too. From any thread. */
    Future<Void> startTls() {
        return here(listeners()::listenForTls);
    }

    /** Listens for HTTP/2 in the clear too. From any thread. */
    Future<Void> startH2c() {
        return here(listeners()::listenForH2c);
    }

    private Future<Void> here(Supplier<Future<?>> action) {
        Promise<Void> done = Promise.promise();
        later(() -> action.get().<Void>mapEmpty().onComplete(done));
        return done.future();
    }

    @Override
    public Future<?> stop() {
        lag.stop();
        pools().close();
        return Future.succeededFuture();
    }

    /**
     * Takes no more connections; those under way have until {@code timeout} to finish, but for those that wait for a
     * revision, which are answered at once. From any thread.
     */
    Future<Void> drain(Duration timeout) {
        later(revisionWaits::end);
        return listeners().shutdown(timeout).compose(_ -> {
            later(this::tellIfEmpty);
            return empty.future();
        });
    }

    /** The servers are closed before the last connections' handlers have run. */
    private void tellIfEmpty() {
        closed = true;
        if (clients.isEmpty()) {
            empty.tryComplete();
        }
    }

    /** Where it listens. */
    Listeners listeners() {
        return Objects.requireNonNull(listeners);
    }

    /** The certificates that are shown now: one volatile read. */
    ServedCertificates certificates() {
        return state.certificates().get();
    }

    /** The table to serve, or null while there is none: one volatile read. */
    @Nullable
    RoutingTable<RouteTraffic, LiveUpstream> table() {
        return state.table().get();
    }

    /** The revision that is served; 0 while there is none. */
    long revision() {
        RoutingTable<RouteTraffic, LiveUpstream> table = table();
        return table == null ? 0 : table.revision();
    }

    /** Lets those requests go on that waited for what is served now. */
    void revised() {
        revisionWaits.served(revision());
    }

    RevisionWaits revisionWaits() {
        return revisionWaits;
    }

    TrafficMetrics metrics() {
        return state.metrics();
    }

    boolean isDraining() {
        return state.isDraining();
    }

    Observability observability() {
        return settings.observability();
    }

    /** The proxies before the edge. */
    TrustedProxies trusted() {
        return settings.trusted();
    }

    Limits limits() {
        return settings.limits();
    }

    Deadlines deadlines() {
        return deadlines;
    }

    /** Why a new request is to be turned away; null if it is welcome. */
    Overload.@Nullable Reason overload() {
        if (settings.overload().isHeapShort()) {
            return Overload.Reason.HEAP;
        }
        return lag.lags() ? Overload.Reason.LOOP_LAG : null;
    }

    Tunnels tunnels() {
        return tunnels;
    }

    LoopPools pools() {
        return Objects.requireNonNull(pools);
    }

    /** Runs {@code action} on this loop, after what is being done now. From any thread. */
    void later(Runnable action) {
        context.runOnContext(_ -> action.run());
    }

    private void accept(HttpConnection connection) {
        InetAddress address = ClientConnection.peer(connection).getAddress();
        boolean gated = Gates.isAdmitted(ClientConnection.channel(connection));
        if (!gated && !state.connections().admit(address)) {
            connection.close();
            return;
        }
        clients.put(connection, client(connection));
        connection.closeHandler(_ -> {
            clients.remove(connection);
            if (!gated) {
                state.connections().leave(address);
            }
            if (closed) {
                tellIfEmpty();
            }
        });
    }

    private ClientConnection client(HttpConnection connection) {
        Limits.Heads heads = limits().heads();
        long now = System.nanoTime();
        return Http2Connection.is(connection)
                ? Http2Connection.of(connection, heads.fields(), this, now)
                : new Http1Connection(
                        connection,
                        new HeadLimits(heads.lineBytes(), heads.bytes(), heads.fields()),
                        scratch,
                        this,
                        now);
    }

    /** What Vert.x reads itself is HTTP/2. */
    private void take(HttpServerRequest request) {
        if (clients.get(request.connection()) instanceof Http2Connection client) {
            client.take(request);
        } // else it was not admitted, and is closing
    }

    @Override
    public void handle(ClientConnection client, AcceptedRequest request, ClientStream stream) {
        new Exchange(this, client, request, stream).start();
    }

    @Override
    public void refuse(ClientStream stream, Audience audience, RefusedException cause) {
        metrics().unmatched().refused(cause.status());
        stream.makeLast();
        ErrorAnswer.send(stream, audience, cause.status());
        stream.finish();
    }

    private void tick() {
        long now = System.nanoTime();
        lag.tick(Deadlines.TICK_NANOS, now);
        deadlines.tick(now);
        revisionWaits.tick(now);
        if (now - sweptNanos >= SWEEP_NANOS) {
            sweptNanos = now;
            pools().sweep(now);
            tunnels.sweep(now);
            sweep(now);
        }
    }

    private void sweep(long now) {
        long headNanos = limits().times().head().toNanos();
        long idleNanos = limits().times().idle().toNanos();
        for (ClientConnection client : List.copyOf(clients.values())) {
            if (client.isLateFor(headNanos, now)) {
                client.timeOut();
            } else if (client.isIdleFor(idleNanos, now)) {
                client.expire();
            }
        }
    }
}
