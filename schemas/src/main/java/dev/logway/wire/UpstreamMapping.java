package dev.logway.wire;

import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.NodeSource;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Scheme;
import dev.logway.domain.resource.Timeouts;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.domain.resource.UpstreamTls;
import dev.logway.domain.resource.UpstreamTls.Verify;
import dev.logway.wire.avro.DiscoveryRecord;
import dev.logway.wire.avro.DiscoveryType;
import dev.logway.wire.avro.KeepalivePoolRecord;
import dev.logway.wire.avro.NodeRecord;
import dev.logway.wire.avro.PassHost;
import dev.logway.wire.avro.TimeoutsRecord;
import dev.logway.wire.avro.UpstreamScheme;
import dev.logway.wire.avro.UpstreamSpecRecord;
import dev.logway.wire.avro.UpstreamTlsRecord;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Upstream specifications between the domain and Avro. */
final class UpstreamMapping {
    private UpstreamMapping() {}

    static UpstreamSpecRecord toAvro(UpstreamSpec spec) {
        HostHeader hostHeader = spec.hostHeader();
        return new UpstreamSpecRecord(
                spec.nodes().stream()
                        .map(node -> new NodeRecord(node.host(), node.port(), node.weight(), node.priority()))
                        .toList(),
                spec.timeouts() == null ? null : toAvro(spec.timeouts()),
                toAvro(spec.keepalivePool()),
                switch (hostHeader) {
                    case HostHeader.Pass _ -> PassHost.PASS;
                    case HostHeader.OfNode _ -> PassHost.NODE;
                    case HostHeader.Rewrite _ -> PassHost.REWRITE;
                },
                hostHeader instanceof HostHeader.Rewrite(String host) ? host : null,
                BalancingMapping.toAvro(spec.balancing()),
                spec.source() instanceof NodeSource.Dns(String serviceName)
                        ? new DiscoveryRecord(DiscoveryType.DNS, serviceName)
                        : null,
                ResilienceMapping.toAvro(spec.resilience()),
                UpstreamScheme.valueOf(spec.protocol().scheme().name()),
                toAvro(spec.protocol().tls()));
    }

    static UpstreamSpec toDomain(UpstreamSpecRecord spec) {
        return new UpstreamSpec(
                source(spec),
                spec.getTimeouts() == null ? null : toDomain(spec.getTimeouts()),
                toDomain(spec.getKeepalivePool()),
                hostHeader(spec.getPassHost(), spec.getUpstreamHost()),
                BalancingMapping.toDomain(spec.getBalancing()),
                ResilienceMapping.toDomain(spec.getResilience()),
                new Protocol(Scheme.valueOf(spec.getScheme().name()), toDomain(spec.getTls())));
    }

    private static NodeSource source(UpstreamSpecRecord spec) {
        if (spec.getDiscovery() != null) {
            return switch (spec.getDiscovery().getType()) {
                case DNS -> new NodeSource.Dns(spec.getDiscovery().getServiceName());
            };
        }
        return new NodeSource.Listed(spec.getNodes().stream()
                .map(node -> new Node(node.getHost(), node.getPort(), node.getWeight(), node.getPriority()))
                .toList());
    }

    static TimeoutsRecord toAvro(Timeouts timeouts) {
        return new TimeoutsRecord(
                timeouts.connect().toMillis(),
                timeouts.send().toMillis(),
                timeouts.read().toMillis());
    }

    static Timeouts toDomain(TimeoutsRecord timeouts) {
        return new Timeouts(
                Duration.ofMillis(timeouts.getConnectMillis()),
                Duration.ofMillis(timeouts.getSendMillis()),
                Duration.ofMillis(timeouts.getReadMillis()));
    }

    private static @Nullable UpstreamTlsRecord toAvro(@Nullable UpstreamTls tls) {
        return tls == null
                ? null
                : new UpstreamTlsRecord(tls.verify() == Verify.ON, tls.ca(), tls.clientCertId(), tls.serverName());
    }

    private static @Nullable UpstreamTls toDomain(@Nullable UpstreamTlsRecord tls) {
        return tls == null
                ? null
                : new UpstreamTls(
                        tls.getVerify() ? Verify.ON : Verify.OFF,
                        tls.getCa(),
                        tls.getClientCertId(),
                        tls.getServerName());
    }

    private static KeepalivePoolRecord toAvro(KeepalivePool pool) {
        return new KeepalivePoolRecord(pool.size(), pool.idleTimeout().toMillis(), pool.requests());
    }

    private static KeepalivePool toDomain(KeepalivePoolRecord pool) {
        return new KeepalivePool(pool.getSize(), Duration.ofMillis(pool.getIdleTimeoutMillis()), pool.getRequests());
    }

    private static HostHeader hostHeader(PassHost passHost, @Nullable String upstreamHost) {
        return switch (passHost) {
            case PASS -> HostHeader.PASS;
            case NODE -> HostHeader.OF_NODE;
            case REWRITE -> new HostHeader.Rewrite(Objects.requireNonNullElse(upstreamHost, ""));
        };
    }
}
