package dev.logway.edge;

import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.edge.accept.GatedTransport;
import dev.logway.edge.accesslog.QueuedAccessLog;
import dev.logway.edge.canary.CanaryWatch;
import dev.logway.edge.fleet.HeartbeatSender;
import dev.logway.edge.fleet.KafkaHeartbeatTopic;
import dev.logway.edge.metrics.RouteTraffic;
import dev.logway.edge.metrics.TrafficMetrics;
import dev.logway.edge.overload.JvmHeap;
import dev.logway.edge.overload.Overload;
import dev.logway.edge.proxy.Observability;
import dev.logway.edge.proxy.ProxyServer;
import dev.logway.edge.proxy.ProxySettings;
import dev.logway.edge.sampling.KafkaSampleTopic;
import dev.logway.edge.sampling.QueuedSamples;
import dev.logway.edge.serving.Served;
import dev.logway.edge.serving.Serving;
import dev.logway.edge.snapshot.Snapshot;
import dev.logway.edge.snapshot.SnapshotFile;
import dev.logway.edge.snapshot.SnapshotKeeper;
import dev.logway.edge.status.ConfigGauges;
import dev.logway.edge.status.EdgeGauges;
import dev.logway.edge.status.EdgeStatus;
import dev.logway.edge.status.StatusServer;
import dev.logway.edge.status.UpstreamGauges;
import dev.logway.edge.tls.ServedCertificates;
import dev.logway.edge.tls.ServerTls;
import dev.logway.edge.tracing.Tracing;
import dev.logway.edge.upstream.DnsDiscovery;
import dev.logway.edge.upstream.LiveUpstream;
import dev.logway.edge.upstream.Upstreams;
import dev.logway.log.ConfigReader;
import dev.logway.log.LogPosition;
import dev.logway.log.ReaderStatus;
import dev.logway.settings.Settings;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running edge node: the wiring of its parts. It starts without Kafka and without the control plane, and then serves
 * its snapshot; without one it answers, but is not ready until it has read a configuration.
 */
public final class EdgeNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeNode.class);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final long LOOK_MILLIS = 1_000;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final EdgeConfig config;
    private final DataDirectory directory;
    private final InstanceId instance;
    private final String hostname = hostname();
    private final QueuedSamples samples;
    private final Observability observability;
    private final Upstreams upstreams;
    private final Vertx vertx;
    private final Overload overload;
    private final ProxyServer proxy;
    private final CanaryWatch canary = new CanaryWatch(System::nanoTime);
    private final Serving<RouteTraffic, LiveUpstream> serving;
    private final StatusServer status;
    private final KafkaHeartbeatTopic heartbeats;
    private final HeartbeatSender sender;
    private final SnapshotKeeper snapshots;
    private final ConfigReader reader;
    private final long startedNanos = System.nanoTime();
    private long looking;

    private EdgeNode(Vertx vertx, EdgeConfig config, DataDirectory directory) {
        this.config = config;
        this.directory = directory;
        this.instance = new InstanceId(
                config.node().scope().name(), config.node().instanceId().orElseGet(directory::instanceId));
        var registry = new PrometheusRegistry();
        this.upstreams = new Upstreams(
                vertx,
                config.process().eventLoops(),
                new DnsDiscovery(config.routing().dnsServers()),
                this::certificates);
        this.samples = QueuedSamples.to(
                () -> new KafkaSampleTopic(
                        config.kafka(),
                        config.controlPlane().topics(),
                        config.node().scope().name()),
                registry);
        this.observability = new Observability(
                QueuedAccessLog.of(config.observation().accessLog(), registry),
                tracing(config, instance),
                config.observation().revisionHeader(),
                samples);
        this.overload = new Overload(config.process().overload(), new JvmHeap());
        this.vertx = vertx;
        this.proxy = new ProxyServer(
                vertx,
                new ProxySettings(
                        config.listeners().httpHost(),
                        config.listeners().httpPort(),
                        config.listeners().httpsPort(),
                        config.listeners().h2cPort(),
                        config.process().eventLoops(),
                        config.limits(),
                        config.trustedProxies(),
                        overload,
                        observability),
                new TrafficMetrics(registry, config.observation().metricsMaxRoutes()),
                upstreams);
        var noCertificates = ServedCertificates.none(config.cipher(System.getenv()), ServerTls.APPLICATION_PROTOCOLS);
        this.serving = new Serving<>(instance, proxy, noCertificates, canary, CLOCK);
        this.reader = ConfigReader.start(
                "logway-" + instance.id(), config.kafka(), config.controlPlane().topics());
        this.status = new StatusServer(vertx, this::status, serving::served, upstreams::states, registry);
        this.heartbeats = new KafkaHeartbeatTopic(
                vertx, config.kafka(), config.controlPlane().topics());
        this.sender = new HeartbeatSender(vertx, heartbeats, this::heartbeat);
        var file = new SnapshotFile(directory.snapshot());
        Optional<Snapshot> kept = file.read(
                config.node().scope(), CLOCK.instant(), config.controlPlane().snapshotMaxAge());
        kept.ifPresent(this::restore);
        this.snapshots = new SnapshotKeeper(
                file,
                this::snapshot,
                this::isNewest,
                CLOCK,
                kept.map(Snapshot::asOf).orElse(Instant.EPOCH));
        sampleAsAsked();
        serving.onChange(this::sampleAsAsked); // before the others, so that a receipt means this too
        serving.onChange(proxy::revised);
        serving.onChange(sender::changed);
        serving.onChange(snapshots::changed);
        JvmMetrics.builder().register(registry);
        EdgeGauges.register(registry, this::status, proxy::connections, proxy::webSockets, proxy::waiting);
        ConfigGauges.register(registry, () -> reader.status(config.node().scope()), serving::buildTime);
        UpstreamGauges.register(registry, upstreams);
    }

    /**
     * Starts an edge and returns when it listens; it is ready later. Not to be called on an event loop.
     *
     * @param vertx for instance {@link #vertx}; two edges with one of them must not have one port
     * @param settings as {@link EdgeConfig#definition()} says
     * @throws EdgeStartException if a port is taken or the data directory cannot be used
     * @throws IllegalArgumentException if a setting is outside its range
     */
    public static EdgeNode start(Vertx vertx, Settings settings) {
        var config = new EdgeConfig(settings);
        DataDirectory directory = DataDirectory.hold(config.node().dataDirectory());
        EdgeNode node;
        try {
            node = new EdgeNode(vertx, config, directory);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
        try {
            node.listen();
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
        return node;
    }

    /**
     * A Vert.x with as many event loops and the transport that {@code settings} ask for.
     *
     * @throws EdgeStartException if the system does not have the transport
     */
    public static Vertx vertx(Settings settings) {
        var config = new EdgeConfig(settings);
        boolean wanted = config.process().transport().equals("epoll");
        boolean available = Transport.EPOLL.available();
        if (wanted && !available) {
            throw new EdgeStartException(
                    "transport epoll is not available here; choose auto or nio", Transport.EPOLL.unavailabilityCause());
        }
        return Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(config.process().eventLoops()))
                .withTransport(new GatedTransport(
                        available && !config.process().transport().equals("nio") ? Transport.EPOLL : Transport.NIO))
                .build();
    }

    /** The port on which it takes traffic. */
    public int httpPort() {
        return proxy.port();
    }

    /** The port on which it takes traffic over TLS. */
    public int httpsPort() {
        return proxy.securePort();
    }

    /** The port on which it takes HTTP/2 in the clear. */
    public int h2cPort() {
        return proxy.h2cPort();
    }

    /** The port of its status. */
    public int statusPort() {
        return status.port();
    }

    /** Whether it serves a configuration. */
    public boolean isReady() {
        return serving.table() != null;
    }

    /** Takes no more connections, finishes the requests under way up to the drain timeout, then ends. */
    @Override
    public void close() {
        await(
                proxy.drain(config.controlPlane().drainTimeout()),
                config.controlPlane().drainTimeout().plus(CLOSE_LIMIT));
        vertx.cancelTimer(looking);
        sender.stop();
        Future<?> ended = Future.join(proxy.close(), status.close(), heartbeats.close());
        reader.close();
        snapshots.close();
        upstreams.close();
        await(ended, CLOSE_LIMIT);
        observability.close();
        directory.close();
    }

    private void listen() {
        listening("http.port " + config.listeners().httpPort(), proxy.start(serving::table, serving::certificates));
        if (config.listeners().httpsPort() != ProxySettings.NO_PORT) {
            listening("https.port " + config.listeners().httpsPort(), proxy.startTls());
        }
        if (config.listeners().h2cPort() != ProxySettings.NO_PORT) {
            listening("h2c.port " + config.listeners().h2cPort(), proxy.startH2c());
        }
        listening(
                "status.port " + config.process().statusPort(),
                status.listen(config.process().statusHost(), config.process().statusPort()));
        Served<RouteTraffic, LiveUpstream> kept = serving.served();
        ScopeImage base = kept == null ? ScopeImage.empty(config.node().scope()) : kept.image();
        LogPosition resume = kept == null ? null : kept.position();
        reader.follow(base, resume, serving);
        sender.start(config.controlPlane().heartbeatInterval());
        looking = vertx.setPeriodic(
                LOOK_MILLIS,
                _ -> vertx.executeBlocking(() -> {
                    overload.look(System.nanoTime());
                    return null;
                }));
    }

    /** Asked once nodes are spoken to, which is after there is something to serve. */
    private ServedCertificates certificates() {
        return serving.certificates();
    }

    private void restore(Snapshot snapshot) {
        serving.restore(snapshot.image(), snapshot.position(), snapshot.sealedAt());
        LOG.info("Serving {} from the snapshot", snapshot.image());
    }

    /** Keeps those requests that the group's document asks for. */
    private void sampleAsAsked() {
        Served<RouteTraffic, LiveUpstream> served = serving.served();
        samples.follow(
                served == null
                        ? null
                        : served.image().group().map(Group::sampling).orElse(null));
    }

    private @Nullable Snapshot snapshot(Instant asOf) {
        Served<RouteTraffic, LiveUpstream> served = serving.served();
        return served == null ? null : new Snapshot(served.image(), served.position(), served.sealedAt(), asOf);
    }

    /** Whether what is served is all there is. */
    private boolean isNewest() {
        ReaderStatus reading = reader.status(config.node().scope());
        return reading.connected() && reading.caughtUp() && reading.faults().isEmpty();
    }

    /** How it is doing now. */
    private EdgeStatus status() {
        Served<RouteTraffic, LiveUpstream> served = serving.served();
        ReaderStatus reading = reader.status(config.node().scope());
        return new EdgeStatus(
                instance,
                version(),
                served == null ? 0 : served.image().revision(),
                served == null ? Digest.EMPTY : served.image().digest(),
                served == null
                        ? null
                        : served.effective().tried().map(PendingChange::id).orElse(null),
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
                hostname,
                List.of("http://" + config.listeners().httpHost() + ":" + httpPort()),
                now.version(),
                config.controlPlane().region().orElse(null),
                config.controlPlane().zone().orElse(null));
        return new Heartbeat(
                instance,
                address,
                new Heartbeat.Serving(now.revision(), now.digest()),
                now.errors(),
                now.uptime(),
                Stream.concat(upstreams.warnings().stream(), overload.warnings().stream())
                        .toList(),
                canary.report(() -> quarantined(serving.served())));
    }

    private static @Nullable Tracing tracing(EdgeConfig config, InstanceId instance) {
        return config.observation()
                .tracingEndpoint()
                .map(endpoint -> Tracing.to(
                        endpoint,
                        config.observation().tracingShare(),
                        config.node().scope().name(),
                        instance.id()))
                .orElse(null);
    }

    private static List<String> errors(@Nullable Served<RouteTraffic, LiveUpstream> served, ReaderStatus reading) {
        var errors = new ArrayList<>(reading.faults());
        quarantined(served).forEach(entry -> errors.add(entry.getKey() + " is set aside: " + entry.getValue()));
        return errors;
    }

    private static Stream<Map.Entry<ResourceKey, String>> quarantined(
            @Nullable Served<RouteTraffic, LiveUpstream> served) {
        return served == null
                ? Stream.of()
                : Stream.concat(
                        served.table().quarantined().entrySet().stream(),
                        served.certificates().quarantined().entrySet().stream());
    }

    private static void listening(String port, Future<?> listening) {
        try {
            listening.await();
        } catch (Exception e) {
            // Whatever the future failed with, checked or not.
            throw new EdgeStartException(
                    port + " cannot be listened on (" + e.getMessage() + "); end what uses it, or choose another", e);
        }
    }

    private static void await(Future<?> ending, Duration limit) {
        try {
            ending.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            LOG.warn("A part of the edge did not end well: {}", e.toString());
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
