package dev.logway.edge.proxy;

import dev.logway.domain.resource.Resource;
import dev.logway.edge.metrics.RouteTraffic;
import dev.logway.edge.metrics.TrafficMetrics;
import dev.logway.edge.serving.Serving;
import dev.logway.edge.support.Config;
import dev.logway.edge.tls.ServedCertificates;
import dev.logway.edge.tls.ServerTls;
import dev.logway.edge.upstream.LiveUpstream;
import dev.logway.secret.Keyset;
import dev.logway.secret.SecretCipher;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A proxy on an ephemeral port that serves what it is given, without a log. */
final class ProxyUnderTest implements AutoCloseable {
    static final SecretCipher CIPHER = Keyset.parse(Keyset.generate());

    private final Vertx vertx = Vertx.vertx();
    private final ProxyServer server;
    private final Config config;
    private final Serving<RouteTraffic, LiveUpstream> serving;

    ProxyUnderTest(Resource... resources) {
        this(Limits.DEFAULT, 1, resources);
    }

    ProxyUnderTest(Limits limits, int loops, Resource... resources) {
        var metrics = new TrafficMetrics(new PrometheusRegistry(), 10);
        server = new ProxyServer(vertx, new ProxySettings("127.0.0.1", 0, 0, loops, limits), metrics);
        serving = new Serving<RouteTraffic, LiveUpstream>(
                server, ServedCertificates.none(CIPHER, ServerTls.APPLICATION_PROTOCOLS), InstantSource.system());
        config = new Config(serving);
        if (resources.length > 0) {
            config.put(resources);
        }
        await(server.start(serving::table, serving::certificates).compose(_ -> server.startTls()));
    }

    /** A proxy whose one route sends everything to {@code port}. */
    static ProxyUnderTest to(int port) {
        return new ProxyUnderTest(Config.upstream("u", Config.node(port)), Config.route("r", "/*", "u"));
    }

    /** Like {@link #to}, with timeouts of {@code millis}. */
    static ProxyUnderTest impatient(int port, long millis) {
        return new ProxyUnderTest(Config.impatient("u", millis, Config.node(port)), Config.route("r", "/*", "u"));
    }

    Config config() {
        return config;
    }

    int port() {
        return server.port();
    }

    int securePort() {
        return server.securePort();
    }

    ServedCertificates certificates() {
        return serving.certificates();
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
        await(vertx.close());
    }
}
