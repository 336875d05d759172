package dev.logway.bench.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.bench.table.SampleRoute;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DocumentsTest {
    @Test
    void anUpstreamHasOneNode() {
        JsonArray nodes = new JsonObject(Documents.upstream(8080)).getJsonArray("nodes");
        assertEquals(1, nodes.size());
        assertEquals(8080, nodes.getJsonObject(0).getInteger("port"));
    }

    @Test
    void aChangesetPutsEveryRouteOfItsRange() {
        JsonArray changes =
                new JsonObject(Documents.putRoutes(5, 3, i -> "r" + i, i -> "/p/" + i, "up")).getJsonArray("changes");
        assertEquals(3, changes.size());
        assertEquals(
                new JsonObject()
                        .put("op", "put")
                        .put("kind", "routes")
                        .put("id", "r7")
                        .put("value", new JsonObject().put("uri", "/p/7").put("upstream_id", "up")),
                changes.getJsonObject(2));
    }

    @Test
    void aSampleIsPutWithItsHostAndMethod() {
        var sample = new SampleRoute("r1", "/p/:id", "a.example.com", "GET", "/p/1");
        JsonArray changes = new JsonObject(Documents.putRoutes(List.of(sample), "up")).getJsonArray("changes");
        assertEquals(
                new JsonObject()
                        .put("uri", "/p/:id")
                        .put("host", "a.example.com")
                        .put("methods", new JsonArray().add("GET"))
                        .put("upstream_id", "up"),
                changes.getJsonObject(0).getJsonObject("value"));
    }

    @Test
    void aChangesetDeletesEveryRouteOfItsRange() {
        JsonArray changes = new JsonObject(Documents.deleteRoutes(0, 2, i -> "r" + i)).getJsonArray("changes");
        assertEquals(2, changes.size());
        assertEquals(
                new JsonObject().put("op", "delete").put("kind", "routes").put("id", "r1"), changes.getJsonObject(1));
    }
}
