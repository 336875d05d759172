package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryWireTest {
    private static final String EVENTS = "/v1/groups/default/events";
    private static final String ROUTE = "/v1/groups/default/routes/r1";

    private final Api api = new Api();

    @BeforeEach
    void make() {
        api.withRoute();
        api.delete("/v1/groups/default/upstreams/u1").is(409);
        api.delete("/v1/groups/default/routes/nope").is(404);
        api.delete(ROUTE, "Logway-Reason", "over").is(200);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private List<String> outcomes(String query) {
        var outcomes = new ArrayList<String>();
        api.get(EVENTS + query)
                .is(200)
                .json()
                .path("items")
                .forEach(item -> outcomes.add(
                        item.path("revision").asText() + item.path("outcome").asText()));
        return outcomes;
    }

    @Test
    void theHistoryIsShownOldestFirst() {
        JsonNode items = api.get(EVENTS).is(200).json().path("items");
        assertEquals(4, items.size());
        JsonNode first = items.get(0);
        assertEquals(1, first.path("revision").asLong());
        assertEquals("tester", first.path("actor").asText());
        assertEquals("2026-01-02T03:04:05.685Z", first.path("at").asText());
        assertTrue(first.path("reason").isNull());
        assertEquals(36, first.path("command_id").asText().length());
        assertEquals(64, first.path("digest").asText().length());
        JsonNode change = items.get(2).at("/changes/0");
        assertEquals("put", change.path("op").asText());
        assertEquals("routes", change.path("kind").asText());
        assertEquals("r1", change.path("id").asText());
        assertEquals("/a", change.at("/value/uri").asText());
        assertEquals("over", items.get(3).path("reason").asText());
        assertEquals("delete", items.get(3).at("/changes/0/op").asText());
    }

    @Test
    void acceptedEventsAreShownUnlessOthersAreAskedFor() {
        assertEquals(List.of("1accepted", "2accepted", "3accepted", "4accepted"), outcomes(""));
        assertEquals(List.of("3rejected", "3rejected"), outcomes("?outcome=rejected"));
        assertEquals(
                List.of("1accepted", "2accepted", "3accepted", "3rejected", "3rejected", "4accepted"),
                outcomes("?outcome=all"));
        assertEquals(List.of("4accepted"), outcomes("?after=3"));
        assertEquals(List.of("3rejected", "3rejected", "4accepted"), outcomes("?after=3&outcome=all"));
        assertEquals(List.of(), outcomes("?after=99"));
        assertEquals("resource-in-use", api.get(EVENTS + "?outcome=rejected").at("/items/0/errors/0/code"));
    }

    @Test
    void eventsAreFoundByTimeActorAndResource() {
        assertEquals(List.of("2accepted"), outcomes("?kind=upstreams"));
        assertEquals(List.of("3accepted", "4accepted"), outcomes("?kind=routes&id=r1"));
        assertEquals(List.of("1accepted"), outcomes("?kind=groups"));
        assertEquals(List.of("3rejected"), outcomes("?id=u1&outcome=rejected"));
        assertEquals(List.of(), outcomes("?actor=nobody"));
        assertEquals(4, outcomes("?actor=tester").size());
        assertEquals(List.of("2accepted", "3accepted"), outcomes("?from=" + at(1) + "&to=" + at(3)));
        assertEquals(List.of("4accepted"), outcomes("?from=" + at(3)));
        assertEquals(List.of("1accepted"), outcomes("?to=" + at(1)));
        assertEquals(List.of(), outcomes("?from=2999-01-01T00:00:00%2B01:00"));
    }

    /** When the accepted command {@code index} was decided. */
    private String at(int index) {
        return api.get(EVENTS).at("/items/" + index + "/at");
    }

    @Test
    void aResourceHasAHistoryOfItsOwn() {
        JsonNode items = api.get(ROUTE + "/events?outcome=all").is(200).json().path("items");
        assertEquals(2, items.size());
        assertEquals("delete", items.get(1).at("/changes/0/op").asText());
        assertEquals(
                1,
                api.get("/v1/groups/default/routes/nope/events?outcome=all")
                        .is(200)
                        .json()
                        .path("items")
                        .size());
        api.get("/v1/groups/default/nonsense/r1/events").isProblem(404, "unknown-path");
        api.get(ROUTE + "/events?kind=routes").isProblem(400, "unknown-parameter");
    }

    @Test
    void aBadFilterIsRefusedWithItsReason() {
        for (String query : List.of(
                "from=yesterday",
                "to=2026-01-01",
                "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                "actor=",
                "kind=cars",
                "id=%20",
                "outcome=maybe",
                "from=2026-01-01T00:00:00+01:00")) {
            var reply = api.get(EVENTS + "?" + query).isProblem(400, "invalid-parameter");
            assertTrue(reply.at("/detail").contains("expected: "), reply.text());
        }
    }

    @Test
    void pagesFollowOneAnotherWithoutGaps() {
        for (int limit = 1; limit < 8; limit++) {
            var seen = new ArrayList<String>();
            String next = "0";
            while (next != null) {
                String query = "?outcome=all&limit=" + limit + "&after=" + next;
                seen.addAll(outcomes(query));
                JsonNode following = api.get(EVENTS + query).json().path("next");
                next = following.isNull() ? null : following.asText();
            }
            assertEquals(outcomes("?outcome=all"), seen, "limit " + limit);
        }
    }

    @Test
    void whatBecameOfACommandIsTold() {
        assertOutcomesAreTold(api);
    }

    @Test
    void whatBecameOfACommandIsReadFromTheLogOnceItIsOld() {
        try (var forgetful = new Api(10, 0)) {
            assertOutcomesAreTold(forgetful.withRoute());
        }
    }

    private static void assertOutcomesAreTold(Api api) {
        var put = api.put("/v1/groups/default/routes/r2", "{'uri':'/b','upstream_id':'u1'}")
                .is(201);
        String accepted = put.header("Logway-Command-Id");
        String refused = api.delete("/v1/groups/default/upstreams/u1").header("Logway-Command-Id");
        var first = api.get("/v1/commands/" + accepted).is(200);
        assertEquals("accepted", first.at("/outcome"));
        assertEquals(put.header("Logway-Revision"), first.header("Logway-Revision"));
        var second = api.get("/v1/commands/" + refused).is(200);
        assertEquals("rejected", second.at("/outcome"));
        assertEquals("resource-in-use", second.at("/errors/0/code"));
        api.get("/v1/commands/" + UUID.randomUUID()).isProblem(404, "unknown-command");
        api.get("/v1/commands/nonsense").isProblem(404, "unknown-command");
    }

    @Test
    void aRepetitionNamesTheFirst() {
        String body = "{'uri':'/b','upstream_id':'u1'}";
        String first = api.put(ROUTE, body, "Idempotency-Key", "k").header("Logway-Command-Id");
        api.put(ROUTE, body, "Idempotency-Key", "k").is(201);
        JsonNode last = api.get(EVENTS + "?after=5&outcome=all").json().at("/items/0");
        assertEquals("repeated", last.path("outcome").asText());
        assertEquals(first, last.path("first").asText());
    }
}
