package dev.logway.api.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.Balancing;
import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.NodeSource;
import dev.logway.domain.resource.Protocol;
import dev.logway.domain.resource.Resilience;
import dev.logway.domain.resource.Timeouts;
import dev.logway.domain.resource.UpstreamSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of an upstream, whether it is a resource or stands inside one. */
final class UpstreamFields {
    private UpstreamFields() {}

    /** The specification; null if anything of the document is at fault. */
    static @Nullable UpstreamSpec read(Fields fields) {
        NodeSource source = source(fields);
        Balancing balancing = BalancingFields.read(fields);
        Resilience resilience = ResilienceFields.read(fields);
        Timeouts timeouts = TimeoutFields.read(fields);
        KeepalivePool pool = pool(fields);
        HostHeader hostHeader = hostHeader(fields);
        Protocol protocol = ProtocolFields.read(fields);
        return fields.build(() -> new UpstreamSpec(
                Objects.requireNonNull(source),
                timeouts,
                pool,
                hostHeader,
                balancing,
                Objects.requireNonNull(resilience),
                protocol));
    }

    static void write(UpstreamSpec spec, ObjectNode document) {
        BalancingFields.write(spec.balancing(), document);
        ProtocolFields.write(spec.protocol(), document);
        switch (spec.source()) {
            case NodeSource.Listed(List<Node> nodes) -> NodeFields.write(nodes, document);
            case NodeSource.Dns(String serviceName) ->
                document.put("discovery_type", "dns").put("service_name", serviceName);
        }
        TimeoutFields.write(spec.timeouts(), document);
        KeepalivePool pool = spec.keepalivePool();
        ObjectNode keepalive = document.putObject("keepalive_pool");
        keepalive.put("size", pool.size());
        keepalive.set("idle_timeout", Seconds.write(pool.idleTimeout()));
        keepalive.put("requests", pool.requests());
        switch (spec.hostHeader()) {
            case HostHeader.Pass _ -> document.put("pass_host", "pass");
            case HostHeader.OfNode _ -> document.put("pass_host", "node");
            case HostHeader.Rewrite(String host) ->
                document.put("pass_host", "rewrite").put("upstream_host", host);
        }
        ResilienceFields.write(spec.resilience(), document);
    }

    private static @Nullable NodeSource source(Fields fields) {
        List<Node> nodes = fields.read("nodes", NodeFields::read);
        NodeSource discovered = fields.read("service_name", name -> new NodeSource.Dns(name.asText()));
        return nodes == null ? discovered : new NodeSource.Listed(nodes);
    }

    private static KeepalivePool pool(Fields parent) {
        Fields fields = parent.open("keepalive_pool");
        if (fields == null) {
            return KeepalivePool.DEFAULT;
        }
        KeepalivePool absent = KeepalivePool.DEFAULT;
        int size = fields.integer("size", absent.size());
        Duration idleTimeout = fields.seconds("idle_timeout", absent.idleTimeout());
        int requests = fields.integer("requests", absent.requests());
        KeepalivePool pool = parent.part(() -> new KeepalivePool(size, idleTimeout, requests));
        return Objects.requireNonNullElse(pool, KeepalivePool.DEFAULT);
    }

    private static HostHeader hostHeader(Fields fields) {
        String passHost = Objects.requireNonNullElse(fields.text("pass_host"), "pass");
        HostHeader rewrite = fields.read("upstream_host", host -> new HostHeader.Rewrite(host.asText()));
        return switch (passHost) {
            case "node" -> HostHeader.OF_NODE;
            case "rewrite" -> rewrite == null ? HostHeader.PASS : rewrite;
            default -> HostHeader.PASS;
        };
    }
}
