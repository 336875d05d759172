package dev.logway.edge.proxy;

import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.resource.Resource;
import dev.logway.edge.accept.GatedTransport;
import dev.logway.edge.canary.CanaryWatch;
import dev.logway.edge.metrics.RouteTraffic;
import dev.logway.edge.metrics.TrafficMetrics;
import dev.logway.edge.overload.JvmHeap;
import dev.logway.edge.overload.Overload;
import dev.logway.edge.serving.Serving;
import dev.logway.edge.tls.ServedCertificates;
import dev.logway.edge.tls.ServerTls;
import dev.logway.edge.upstream.Discovery;
import dev.logway.edge.upstream.DnsDiscovery;
import dev.logway.edge.upstream.LiveUpstream;
import dev.logway.edge.upstream.Upstreams;
import dev.logway.secret.Keyset;
import dev.logway.secret.SecretCipher;
import dev.logway.testkit.GroupConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A proxy on an ephemeral port that serves what it is given, without a log. */
final class ProxyUnderTest implements AutoCloseable {
    static final SecretCipher CIPHER = Keyset.parse(Keyset.generate());

    /** Which of the instances of the group it is. */
    static final InstanceId EDGE = new InstanceId(GroupConfig.SCOPE.name(), "edge-1");

    private static final Overload NEVER = new Overload(Overload.Limits.NONE, new JvmHeap());

    private final Vertx vertx =
            Vertx.builder().withTransport(new GatedTransport(Transport.NIO)).build();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Upstreams upstreams;
    private final ProxyServer server;
    private final GroupConfig config;
    private final CanaryWatch canary = new CanaryWatch(System::nanoTime);
    private final Serving<RouteTraffic, LiveUpstream> serving;

    ProxyUnderTest(Resource... resources) {
        this(Limits.DEFAULT, 1, resources);
    }

    ProxyUnderTest(Limits limits, int loops, Resource... resources) {
        this(limits, loops, Observability.NONE, new DnsDiscovery(List.of()), resources);
    }

    ProxyUnderTest(Limits limits, int loops, Observability observability, Resource... resources) {
        this(limits, loops, observability, new DnsDiscovery(List.of()), resources);
    }

    ProxyUnderTest(Limits limits, int loops, Discovery discovery, Resource... resources) {
        this(limits, loops, Observability.NONE, discovery, resources);
    }

    private ProxyUnderTest(
            Limits limits, int loops, Observability observability, Discovery discovery, Resource... resources) {
        this(limits, TrustedProxies.NONE, NEVER, loops, observability, discovery, resources);
    }

    /** A proxy with too much to do when {@code overload} says so. */
    ProxyUnderTest(Overload overload, Resource... resources) {
        this(
                Limits.DEFAULT,
                TrustedProxies.NONE,
                overload,
                1,
                Observability.NONE,
                new DnsDiscovery(List.of()),
                resources);
    }

    /** A proxy behind {@code trusted}. */
    ProxyUnderTest(TrustedProxies trusted, Observability observability, Resource... resources) {
        this(Limits.DEFAULT, trusted, NEVER, 1, observability, new DnsDiscovery(List.of()), resources);
    }

    private ProxyUnderTest(
            Limits limits,
            TrustedProxies trusted,
            Overload overload,
            int loops,
            Observability observability,
            Discovery discovery,
            Resource... resources) {
        var metrics = new TrafficMetrics(registry, 10);
        var settings = new ProxySettings("127.0.0.1", 0, 0, 0, loops, limits, trusted, overload, observability);
        upstreams = new Upstreams(vertx, loops, discovery, this::certificates);
        server = new ProxyServer(vertx, settings, metrics, upstreams);
        serving = new Serving<RouteTraffic, LiveUpstream>(
                EDGE,
                server,
                ServedCertificates.none(CIPHER, ServerTls.APPLICATION_PROTOCOLS),
                canary,
                InstantSource.system());
        serving.onChange(server::revised);
        config = new GroupConfig(serving);
        if (resources.length > 0) {
            config.put(resources);
        }
        await(server.start(serving::table, serving::certificates)
                .compose(_ -> server.startTls())
                .compose(_ -> server.startH2c()));
    }

    /** A proxy whose one route sends everything to {@code port}. */
    static ProxyUnderTest to(int port) {
        return new ProxyUnderTest(GroupConfig.upstream("u", GroupConfig.node(port)), GroupConfig.route("r", "/*", "u"));
    }

    /** Like {@link #to}, with timeouts of {@code millis}. */
    static ProxyUnderTest impatient(int port, long millis) {
        return new ProxyUnderTest(
                GroupConfig.impatient("u", millis, GroupConfig.node(port)), GroupConfig.route("r", "/*", "u"));
    }

    PrometheusRegistry registry() {
        return registry;
    }

    Upstreams upstreams() {
        return upstreams;
    }

    GroupConfig config() {
        return config;
    }

    int port() {
        return server.port();
    }

    int securePort() {
        return server.securePort();
    }

    int h2cPort() {
        return server.h2cPort();
    }

    ServedCertificates certificates() {
        return serving.certificates();
    }

    CanaryWatch canary() {
        return canary;
    }

    ProxyServer server() {
        return server;
    }

    Future<Void> drain(Duration timeout) {
        return server.drain(timeout);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        upstreams.close();
        await(vertx.close());
    }
}
