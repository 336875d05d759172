package dev.logway.edge.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.logway.domain.resource.Upstream;
import dev.logway.edge.upstream.NodeFailure;
import dev.logway.edge.upstream.UpstreamState;
import dev.logway.edge.upstream.UpstreamState.NodeState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpstreamsDocumentTest {
    @Test
    void theLastErrorOfANodeSaysWhatAndWhen() {
        var failure = new NodeFailure("connection refused", Instant.parse("2026-01-01T00:00:00Z"));
        var nodes = List.of(
                new NodeState("a", 80, 1, 0, true, false, 0, failure),
                new NodeState("b", 80, 1, 0, true, false, 0, null));
        var state = new UpstreamState(Upstream.key("u"), 0, null, Map.of(), nodes);
        JsonArray shown = UpstreamsDocument.of(List.of(state))
                .getJsonArray("upstreams")
                .getJsonObject(0)
                .getJsonArray("nodes");
        assertEquals(
                new JsonObject().put("text", "connection refused").put("at", "2026-01-01T00:00:00Z"),
                shown.getJsonObject(0).getJsonObject("last_error"));
        assertNull(shown.getJsonObject(1).getJsonObject("last_error"));
    }
}
