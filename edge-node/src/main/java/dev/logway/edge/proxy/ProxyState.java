package dev.logway.edge.proxy;

import dev.logway.edge.metrics.RouteTraffic;
import dev.logway.edge.metrics.TrafficMetrics;
import dev.logway.edge.tls.ServedCertificates;
import dev.logway.edge.upstream.LiveUpstream;
import dev.logway.routing.RoutingTable;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.SocketAddressImpl;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the event loops of one proxy share. Threadsafe. */
final class ProxyState {
    private static final AtomicInteger ANY_PORTS = new AtomicInteger();

    private final Supplier<@Nullable RoutingTable<RouteTraffic, LiveUpstream>> table;
    private final Supplier<ServedCertificates> certificates;
    private final TrafficMetrics metrics;
    private final SocketAddress address;
    private final SocketAddress secureAddress;
    private final SocketAddress h2cAddress;
    private final Connections connections;

    private final AtomicInteger tunnels = new AtomicInteger();

    private final AtomicInteger revisionWaits = new AtomicInteger();

    private volatile boolean draining;

    ProxyState(
            ProxySettings settings,
            Supplier<@Nullable RoutingTable<RouteTraffic, LiveUpstream>> table,
            Supplier<ServedCertificates> certificates,
            TrafficMetrics metrics) {
        this.table = table;
        this.certificates = certificates;
        this.metrics = metrics;
        this.connections = new Connections(settings.limits());
        this.address = address(settings.host(), settings.port());
        this.secureAddress = address(settings.host(), settings.securePort());
        this.h2cAddress = address(settings.host(), settings.h2cPort());
    }

    /** Servers that name the same negative port share one that Vert.x finds. */
    private static SocketAddress address(String host, int port) {
        return new SocketAddressImpl(port > 0 ? port : -ANY_PORTS.incrementAndGet(), host);
    }

    /** Where every loop listens. */
    SocketAddress address() {
        return address;
    }

    /** Where every loop listens for TLS. */
    SocketAddress secureAddress() {
        return secureAddress;
    }

    /** Where every loop listens for HTTP/2 in the clear. */
    SocketAddress h2cAddress() {
        return h2cAddress;
    }

    Supplier<ServedCertificates> certificates() {
        return certificates;
    }

    Supplier<@Nullable RoutingTable<RouteTraffic, LiveUpstream>> table() {
        return table;
    }

    TrafficMetrics metrics() {
        return metrics;
    }

    /** The clients' connections that are open. */
    Connections connections() {
        return connections;
    }

    /** How many tunnels are open. */
    AtomicInteger tunnels() {
        return tunnels;
    }

    /** How many requests wait for a revision. */
    AtomicInteger revisionWaits() {
        return revisionWaits;
    }

    boolean isDraining() {
        return draining;
    }

    void drain() {
        draining = true;
    }
}
