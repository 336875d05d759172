package dev.logway.edge;

import dev.logway.domain.Scope;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.ScopeImage;
import dev.logway.edge.fleet.HeartbeatSender;
import dev.logway.edge.fleet.KafkaHeartbeatTopic;
import dev.logway.edge.metrics.RouteTraffic;
import dev.logway.edge.metrics.TrafficMetrics;
import dev.logway.edge.proxy.Limits;
import dev.logway.edge.proxy.ProxyServer;
import dev.logway.edge.proxy.ProxySettings;
import dev.logway.edge.serving.Served;
import dev.logway.edge.serving.Serving;
import dev.logway.edge.status.EdgeGauges;
import dev.logway.edge.status.EdgeStatus;
import dev.logway.edge.status.StatusServer;
import dev.logway.edge.upstream.LiveUpstream;
import dev.logway.log.ConfigReader;
import dev.logway.log.LogPosition;
import dev.logway.log.ReaderStatus;
import dev.logway.settings.Settings;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A running edge node: the wiring of its parts. It starts without Kafka and without the control plane; until it has
 * read a configuration it answers, but is not ready.
 */
public final class EdgeNode implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final EdgeConfig config;
    private final InstanceId instance;
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Serving<RouteTraffic, LiveUpstream> serving;
    private final ProxyServer proxy;
    private final KafkaHeartbeatTopic heartbeats;
    private final HeartbeatSender sender;
    private final ConfigReader reader;
    private final HttpServer status;
    private final long startedNanos = System.nanoTime();

    private EdgeNode(Vertx vertx, EdgeConfig config) {
        this.config = config;
        this.instance = InstanceIdentity.of(config);
        var metrics = new TrafficMetrics(registry, config.metricsMaxRoutes());
        var settings = new ProxySettings(config.httpHost(), config.httpPort(), config.eventLoops(), Limits.DEFAULT);
        this.proxy = new ProxyServer(vertx, settings, metrics);
        this.serving = new Serving<>(proxy, InstantSource.system());
        listen("http.port " + config.httpPort(), proxy.start(serving::table));
        JvmMetrics.builder().register(registry);
        EdgeGauges.register(registry, this::status, proxy::connections);
        this.status = listen(
                "status.port " + config.statusPort(),
                new StatusServer(vertx, this::status, registry).listen(config.statusHost(), config.statusPort()));
        this.heartbeats = KafkaHeartbeatTopic.open(vertx, config.kafka(), config.topics());
        this.sender = new HeartbeatSender(vertx, heartbeats, this::heartbeat);
        serving.onChange(sender::changed);
        this.reader = ConfigReader.start("logway-" + instance.id(), config.kafka(), config.topics());
        Served<RouteTraffic, LiveUpstream> kept = serving.served();
        ScopeImage base = kept == null ? ScopeImage.empty(config.scope()) : kept.image();
        LogPosition resume = kept == null ? null : kept.position();
        reader.follow(base, resume, serving);
        sender.start(config.heartbeatInterval());
    }

    /**
     * Starts an edge and returns when it listens; it is ready later. Not to be called on an event loop.
     *
     * @param settings as {@link EdgeConfig#definition()} says
     * @throws EdgeStartException if a port is taken or the data directory cannot be written
     * @throws IllegalArgumentException if a setting is outside its range
     */
    public static EdgeNode start(Vertx vertx, Settings settings) {
        return new EdgeNode(vertx, new EdgeConfig(settings));
    }

    /** The port on which it takes traffic. */
    public int httpPort() {
        return proxy.port();
    }

    /** The port of its status. */
    public int statusPort() {
        return status.actualPort();
    }

    /** Whether it serves a configuration. */
    public boolean isReady() {
        return serving.table() != null;
    }

    /** Takes no more connections, finishes the requests under way up to the drain timeout, then ends. */
    @Override
    public void close() {
        await(proxy.drain(config.drainTimeout()), config.drainTimeout().plus(CLOSE_LIMIT));
        reader.close();
        sender.stop();
        await(Future.join(proxy.close(), status.close(), heartbeats.close()), CLOSE_LIMIT);
    }

    /** How it is doing now. */
    private EdgeStatus status() {
        Served<RouteTraffic, LiveUpstream> served = serving.served();
        ReaderStatus reading = reading();
        return new EdgeStatus(
                instance,
                version(),
                served == null ? 0 : served.image().revision(),
                served == null ? Digest.EMPTY : served.image().digest(),
                served == null ? null : served.since(),
                reading.connected(),
                reading.caughtUp(),
                served == null ? 0 : served.table().size(),
                errors(served, reading),
                Duration.ofNanos(System.nanoTime() - startedNanos));
    }

    private Heartbeat heartbeat() {
        EdgeStatus now = status();
        var address = new Heartbeat.Address(
                hostname(),
                List.of("http://" + config.httpHost() + ":" + httpPort()),
                now.version(),
                config.region().orElse(null),
                config.zone().orElse(null));
        return new Heartbeat(
                instance, address, new Heartbeat.Serving(now.revision(), now.digest()), now.errors(), now.uptime());
    }

    private ReaderStatus reading() {
        Scope scope = config.scope();
        // The status port answers before the reader is there.
        @Nullable ConfigReader current = reader;
        return current == null ? new ReaderStatus(false, false, List.of()) : current.status(scope);
    }

    private static List<String> errors(@Nullable Served<RouteTraffic, LiveUpstream> served, ReaderStatus reading) {
        var errors = new ArrayList<>(reading.faults());
        if (served != null) {
            served.table().quarantined().forEach((key, why) -> errors.add(key + " is set aside: " + why));
        }
        return errors;
    }

    private static <T> T listen(String port, Future<T> listening) {
        try {
            return listening.await();
        } catch (RuntimeException e) {
            throw new EdgeStartException(
                    port + " cannot be listened on (" + e.getMessage() + "); end what uses it, or choose another", e);
        }
    }

    private static void await(Future<?> ending, Duration limit) {
        try {
            ending.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the edge did not end within " + limit.toMillis() + " ms", e);
        }
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private static String version() {
        String version = EdgeNode.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
