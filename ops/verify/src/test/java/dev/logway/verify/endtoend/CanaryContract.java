package dev.logway.verify.endtoend;

import static dev.logway.verify.endtoend.LogwaySystem.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** What Logway promises about changes that some instances try. A part of {@link EndToEndContract}. */
interface CanaryContract extends Contract {
    @Test
    default void aChangeThatDoesWellOnOneEdgeIsPromotedToAll() {
        put("/" + name());
        Answer tried = tries("\"percent\": 50, \"observe\": \"1s\"", """
                {"op": "put", "kind": "routes", "id": "%1$s", "value": {"uri": "/%1$s-new", "upstream_id": "origin"}}""");
        assertEquals("canary", tried.json().path("state").asText());
        assertEquals(1, tried.json().at("/canary/instances").size());
        int chosen = chosen(tried);

        until("the chosen edge serves it", () -> serves(chosen, "-new"));
        until("the change is made", () -> gone(tried));

        until("every edge serves it", () -> serves(0, "-new") && serves(1, "-new"));
        JsonNode last = lastEvent(tried);
        assertEquals("logway:canary", last.path("actor").asText());
        assertTrue(last.path("reason").asText().startsWith("promoted: "), last::toString);
    }

    @Test
    default void aChangeThatFailsOnOneEdgeIsTakenBackAndTheEventSaysWhy() throws IOException {
        put("/" + name());
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        Answer tried = tries(
                "\"instances\": [\"edge-2\"], \"observe\": \"1h\", \"abort_if\": {\"error_rate\": 0.1}",
                """
                {"op": "put", "kind": "routes", "id": "%%1$s", "value": {"uri": "/%%1$s", "upstream": {
                  "nodes": {"127.0.0.1:%d": 1}}}}""".formatted(nobody));

        until("the chosen edge fails", () -> system().traffic(1, "/" + name()).status() == 502);
        assertEquals(200, system().traffic(0, "/" + name()).status(), "the other does not try it");
        Answer second = system().api("POST", GROUP + "/changesets", """
                {"canary": {"percent": 50}, "changes": [{"op": "delete", "kind": "routes", "id": "%s"}]}""".formatted(name()));
        assertEquals("canary-under-way", second.code(), second::toString);
        until("it is taken back", () -> {
            system().traffic(1, "/" + name());
            return gone(tried);
        });

        until(
                "the edge serves what it did",
                () -> system().traffic(1, "/" + name()).status() == 200);
        JsonNode last = lastEvent(tried);
        assertTrue(last.path("reason").asText().contains("failed (at most 10 %)"), last::toString);
    }

    private void put(String uri) {
        Answer made = system().api("PUT", GROUP + "/routes/" + name() + "?wait=applied", """
                {"uri": "%s", "upstream_id": "origin"}""".formatted(uri));
        assertEquals(201, made.status(), made::toString);
    }

    private Answer tries(String canary, String change) {
        Answer tried = system().api(
                        "POST",
                        GROUP + "/changesets",
                        "{\"canary\": {" + canary + "}, \"changes\": [" + change.formatted(name()) + "]}");
        assertEquals(202, tried.status(), tried::toString);
        return tried;
    }

    /** The number of the edge that tries it. */
    private static int chosen(Answer tried) {
        String id = tried.json().at("/canary/instances/0").asText();
        return Integer.parseInt(id.substring("edge-".length())) - 1;
    }

    private boolean serves(int edge, String suffix) {
        return system().traffic(edge, "/" + name() + suffix).status() == 200;
    }

    private boolean gone(Answer tried) {
        return system().api("GET", tried.header("Location"), null).status() == 404;
    }

    private JsonNode lastEvent(Answer tried) {
        JsonNode events = system().api("GET", tried.header("Location") + "/events", null)
                .json()
                .path("items");
        return events.path(events.size() - 1);
    }
}
