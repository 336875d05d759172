package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.JsonPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiffWireTest {
    private static final String GROUP = "/v1/groups/default";
    private static final String ROUTES = GROUP + "/routes";
    private static final long SEED = Long.getLong("logway.seed", System.nanoTime());

    private final Api api = new Api().withRoute();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void eachResourceSaysWhatHappenedToIt() {
        api.put(ROUTES + "/r1", "{'uri':'/a','upstream_id':'u1','priority':5,'hosts':['a.example']}")
                .is(200);
        api.put(ROUTES + "/r2", "{'uri':'/b','upstream_id':'u1'}").is(201);
        var diff = api.get(GROUP + "/diff?from=3").is(200);
        assertEquals("5", diff.header("Logway-Revision"));
        assertEquals("3", diff.at("/from/revision"));
        assertEquals("5", diff.at("/to/revision"));
        assertEquals("r1", diff.at("/items/0/id"));
        assertEquals("changed", diff.at("/items/0/change"));
        assertTrue(diff.json().at("/items/0/patch").isArray());
        assertEquals("added", diff.at("/items/1/change"));
        assertEquals("/b", diff.at("/items/1/value/uri"));
        assertEquals(2, diff.json().path("items").size());
        var back = api.get(GROUP + "/diff?from=5&to=3").is(200);
        assertEquals("removed", back.at("/items/1/change"));

        var text = api.get(GROUP + "/diff?from=3", "Accept", "text/plain").is(200);
        assertEquals("text/plain; charset=utf-8", text.header("Content-Type"));
        assertTrue(text.text().startsWith("default: revision 3 -> 5\nroutes/r1 changed\n"), text.text());
        assertTrue(text.text().contains("\n  + /host: \"a.example\"\n"), text.text());
        assertTrue(text.text().contains("\n  ~ /priority: 0 -> 5\n"), text.text());
        assertTrue(text.text().contains("\nroutes/r2 added\n"), text.text());
    }

    @Test
    void aPatchLeadsFromTheOneDocumentToTheOther() {
        var random = new SplittableRandom(SEED);
        for (int step = 0; step < 30; step++) {
            api.put(ROUTES + "/r1", anyRoute(random)).is(200);
        }
        for (int from = 3; from < 33; from += 1 + random.nextInt(4)) {
            int to = 3 + random.nextInt(31);
            JsonNode items = api.get(GROUP + "/diff?from=" + from + "&to=" + to)
                    .is(200)
                    .json()
                    .path("items");
            JsonNode before = document(from);
            JsonNode after = document(to);
            JsonNode patched = items.isEmpty() ? before : JsonPatch.apply(items.at("/0/patch"), before);
            assertEquals(after, patched, "-Dlogway.seed=" + SEED + ": " + from + " to " + to);
        }
    }

    private JsonNode document(int revision) {
        return ((ObjectNode) api.get(ROUTES + "/r1?at=" + revision).is(200).json()).without(List.of("id", "meta"));
    }

    private static String anyRoute(SplittableRandom random) {
        var hosts = new ArrayList<String>();
        for (int i = 0; i < random.nextInt(1, 5); i++) {
            hosts.add("'h" + random.nextInt(5) + i + ".example'");
        }
        return "{'uris':['/a','/b" + random.nextInt(3) + "'],'upstream_id':'u1','priority':" + random.nextInt(3)
                + (random.nextBoolean() ? ",'hosts':" + hosts : "")
                + (random.nextBoolean() ? ",'labels':{'a~/b':'" + random.nextInt(2) + "'}" : "") + "}";
    }

    @Test
    void manyDifferencesComeInPages() {
        for (int i = 0; i < 5; i++) {
            api.put(ROUTES + "/x" + i, "{'uri':'/b','upstream_id':'u1'}").is(201);
        }
        api.put(GROUP + "/upstreams/u2", "{'nodes':{'127.0.0.1:8080':1}}").is(201);
        var ids = new ArrayList<String>();
        String next = "";
        do {
            var page = api.get(GROUP + "/diff?from=3&to=9&limit=2" + next).is(200);
            page.json().path("items").forEach(item -> ids.add(item.path("id").asText()));
            next = "&cursor=" + page.at("/next");
        } while (!next.equals("&cursor=null"));
        assertEquals(List.of("u2", "x0", "x1", "x2", "x3", "x4"), ids);
        var text =
                api.get(GROUP + "/diff?from=3&limit=2", "Accept", "text/plain").text();
        assertTrue(text.contains("and more: cursor="), text);
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        api.get(GROUP + "/diff").isProblem(400, "invalid-parameter");
        api.get(GROUP + "/diff?from=x").isProblem(400, "invalid-parameter");
        api.get(GROUP + "/diff?from=1&cursor=@").isProblem(400, "invalid-parameter");
        api.get(GROUP + "/diff?from=1&to=99").isProblem(404, "unknown-moment");
        api.get("/v1/groups/nope/diff?from=1").isProblem(404, "unknown-group");
    }

    @Test
    void eachFieldNamesWhoLastSetIt() {
        api.put(ROUTES + "/r1", "{'uri':'/a','upstream_id':'u1','priority':5}", "Logway-Reason", "faster")
                .is(200);
        api.put(ROUTES + "/r1", "{'uri':'/b','upstream_id':'u1','priority':5}", "Logway-Reason", "moved")
                .is(200);
        var blame = api.get(ROUTES + "/r1/blame").is(200);
        assertEquals("3", field(blame.json(), "/upstream_id").path("revision").asText());
        assertEquals("4", field(blame.json(), "/priority").path("revision").asText());
        assertEquals("faster", field(blame.json(), "/priority").path("reason").asText());
        assertEquals("tester", field(blame.json(), "/priority").path("actor").asText());
        assertEquals("5", field(blame.json(), "/priority").path("value").asText());
        assertEquals("5", field(blame.json(), "/uri").path("revision").asText());
        var then = api.get(ROUTES + "/r1/blame?at=4").is(200);
        assertEquals("3", field(then.json(), "/uri").path("revision").asText());
        assertEquals("/a", field(then.json(), "/uri").path("value").asText());
        api.get(ROUTES + "/nope/blame").isProblem(404, "resource-not-found");
    }

    @Test
    void aResourceThatCameBackForgetsWhoSetItBefore() {
        api.delete(ROUTES + "/r1").is(200);
        api.put(ROUTES + "/r1", "{'uri':'/a','upstream_id':'u1'}").is(201);
        JsonNode fields = api.get(ROUTES + "/r1/blame").is(200).json().path("fields");
        assertFalse(fields.isEmpty());
        fields.forEach(field -> assertEquals(5, field.path("revision").asLong(), field.toString()));
    }

    @Test
    void blameReadsAsManyPagesAsThereAre() {
        for (int i = 0; i < 1_100; i++) {
            api.put(ROUTES + "/r1", "{'uri':'/a','upstream_id':'u1','priority':" + (1 + i % 2) + "}")
                    .is(200);
        }
        JsonNode blame = api.get(ROUTES + "/r1/blame").is(200).json();
        assertEquals(3, field(blame, "/uri").path("revision").asLong());
        assertEquals(1_103, field(blame, "/priority").path("revision").asLong());
    }

    private static JsonNode field(JsonNode blame, String pointer) {
        for (JsonNode field : blame.path("fields")) {
            if (field.path("pointer").asText().equals(pointer)) {
                return field;
            }
        }
        throw new AssertionError("no field " + pointer + " in " + blame);
    }
}
