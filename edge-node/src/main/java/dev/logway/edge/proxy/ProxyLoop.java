package dev.logway.edge.proxy;

import dev.logway.edge.metrics.RouteTraffic;
import dev.logway.edge.metrics.TrafficMetrics;
import dev.logway.edge.routing.RequestTarget;
import dev.logway.edge.routing.RoutingTable;
import dev.logway.edge.upstream.LiveUpstream;
import dev.logway.edge.upstream.LoopPools;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.TcpOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One event loop of the proxy: its share of the clients, its connections to the upstreams, its exchanges. */
final class ProxyLoop extends VerticleBase {
    private static final int ACCEPT_BACKLOG = 4_096;
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int index;
    private final ProxySettings settings;
    private final ProxyState state;
    private final Deadlines deadlines = new Deadlines();
    private final Map<HttpConnection, ClientConnection> clients = new HashMap<>();
    private long sweptNanos = System.nanoTime();
    private @Nullable LoopPools pools;
    private @Nullable HttpServer server;

    ProxyLoop(int index, ProxySettings settings, ProxyState state) {
        this.index = index;
        this.settings = settings;
        this.state = state;
    }

    @Override
    public Future<?> start() {
        pools = new LoopPools(index, vertx);
        server = vertx.createHttpServer(serverConfig())
                .requestHandler(this::handle)
                .invalidRequestHandler(this::refuse)
                .connectionHandler(this::accept)
                .exceptionHandler(_ -> {});
        vertx.setPeriodic(Deadlines.TICK_MILLIS, _ -> tick());
        return server.listen(state.address());
    }

    @Override
    public Future<?> stop() {
        pools().close();
        return Future.succeededFuture();
    }

    /** Takes no more connections; those under way have until {@code timeout} to finish. */
    Future<Void> drain(Duration timeout) {
        return Objects.requireNonNull(server).shutdown(timeout);
    }

    int port() {
        return Objects.requireNonNull(server).actualPort();
    }

    /** The table to serve, or null while there is none: one volatile read. */
    @Nullable
    RoutingTable<RouteTraffic, LiveUpstream> table() {
        return state.table().get();
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

    Limits limits() {
        return settings.limits();
    }

    Deadlines deadlines() {
        return deadlines;
    }

    LoopPools pools() {
        return Objects.requireNonNull(pools);
    }

    /** Runs {@code action} on this loop, after what is being done now. From any thread. */
    void later(Runnable action) {
        context.runOnContext(_ -> action.run());
    }

    private void accept(HttpConnection connection) {
        var client = new ClientConnection(connection, settings.limits(), System.nanoTime());
        clients.put(connection, client);
        state.connections().increment();
        connection.closeHandler(_ -> {
            clients.remove(connection);
            state.connections().decrement();
        });
    }

    private void handle(HttpServerRequest request) {
        RequestTarget target = ((AcceptedRequest) request.decoderResult()).target();
        ClientConnection client = Objects.requireNonNull(clients.get(request.connection()));
        new Exchange(this, client, request, target).start();
    }

    private void refuse(HttpServerRequest request) {
        int status = switch (request.decoderResult().cause()) {
            case RefusedException refused -> refused.status();
            case TooLongHttpLineException _ -> 414;
            case TooLongHttpHeaderException _ -> 431;
            case null, default -> 400;
        };
        metrics().unmatched().refused(status);
        request.response().headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        // Vert.x closes the connection behind it.
        ErrorAnswer.send(request.response(), status);
    }

    private void tick() {
        long now = System.nanoTime();
        deadlines.tick(now);
        if (now - sweptNanos >= SWEEP_NANOS) {
            sweptNanos = now;
            pools().sweep(now);
            long idleNanos = settings.limits().idle().toNanos();
            List.copyOf(clients.values()).stream()
                    .filter(client -> client.isIdleFor(idleNanos, now))
                    .forEach(ClientConnection::close);
        }
    }

    private HttpServerConfig serverConfig() {
        var config = new HttpServerConfig()
                .setVersions(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1)
                .setHandle100ContinueAutomatically(false)
                .setStrictThreadMode(true);
        config.getTcpConfig()
                .setAcceptBacklog(ACCEPT_BACKLOG)
                .getTransportConfig()
                .setOption(TcpOption.NODELAY, true);
        return config;
    }
}
