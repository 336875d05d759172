package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.resource.HostHeader;
import dev.logway.domain.resource.KeepalivePool;
import dev.logway.domain.resource.Node;
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
        List<Node> nodes = fields.read("nodes", NodeFields::read);
        Timeouts timeouts = TimeoutFields.read(fields);
        KeepalivePool pool = pool(fields);
        HostHeader hostHeader = hostHeader(fields);
        return fields.build(() -> new UpstreamSpec(Objects.requireNonNull(nodes), timeouts, pool, hostHeader));
    }

    static void write(UpstreamSpec spec, ObjectNode document) {
        document.put("type", "roundrobin");
        document.put("scheme", "http");
        NodeFields.write(spec.nodes(), document);
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
    }

    private static KeepalivePool pool(Fields parent) {
        Fields fields = parent.open("keepalive_pool");
        if (fields == null) {
            return KeepalivePool.DEFAULT;
        }
        Integer size = fields.read("size", JsonNode::intValue);
        Duration idleTimeout = fields.read("idle_timeout", Seconds::read);
        Integer requests = fields.read("requests", JsonNode::intValue);
        KeepalivePool pool = parent.part(() -> new KeepalivePool(
                Objects.requireNonNullElse(size, KeepalivePool.DEFAULT.size()),
                Objects.requireNonNullElse(idleTimeout, KeepalivePool.DEFAULT.idleTimeout()),
                Objects.requireNonNullElse(requests, KeepalivePool.DEFAULT.requests())));
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
