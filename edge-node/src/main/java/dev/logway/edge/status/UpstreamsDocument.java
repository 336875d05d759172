package dev.logway.edge.status;

import dev.logway.edge.upstream.NodeFailure;
import dev.logway.edge.upstream.UpstreamState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The upstreams of an edge as JSON. */
final class UpstreamsDocument {
    private UpstreamsDocument() {}

    static JsonObject of(List<UpstreamState> upstreams) {
        var list = new JsonArray();
        upstreams.forEach(upstream -> list.add(of(upstream)));
        return new JsonObject().put("total", list.size()).put("upstreams", list);
    }

    private static JsonObject of(UpstreamState upstream) {
        var nodes = new JsonArray();
        upstream.nodes().forEach(node -> nodes.add(of(node)));
        var document = new JsonObject()
                .put("upstream", upstream.key().path())
                .put("nodes", nodes)
                .put("pending_requests", upstream.pending())
                .put("circuit_breaker", upstream.breaker());
        upstream.counts().forEach((event, count) -> document.put(event.word(), count));
        return document;
    }

    private static JsonObject of(UpstreamState.NodeState node) {
        return new JsonObject()
                .put("host", node.host())
                .put("port", node.port())
                .put("weight", node.weight())
                .put("priority", node.priority())
                .put("status", node.healthy() ? "healthy" : "unhealthy")
                .put("ejected", node.ejected())
                .put("active_requests", node.active())
                .put("last_error", of(node.lastFailure()));
    }

    private static @Nullable JsonObject of(@Nullable NodeFailure failure) {
        return failure == null
                ? null
                : new JsonObject()
                        .put("text", failure.text())
                        .put("at", failure.at().toString());
    }
}
