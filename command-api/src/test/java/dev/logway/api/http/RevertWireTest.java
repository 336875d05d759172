package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevertWireTest {
    private static final String GROUP = "/v1/groups/default";
    private static final String ROUTE = GROUP + "/routes/r1";

    private final Api api = new Api().withRoute();

    @AfterEach
    void close() {
        api.close();
    }

    private Api.Reply revert(Object to, String query) {
        return api.send("POST", GROUP + "/revert" + query, "{'to':" + to + "}");
    }

    /** Everything in the group, without who put it there when. */
    private List<JsonNode> content() {
        return Stream.of(GROUP, GROUP + "/upstreams", GROUP + "/routes")
                .map(path -> api.get(path).is(200).json())
                .flatMap(json -> json.has("items") ? json.path("items").valueStream() : Stream.of(json))
                .map(document -> ((ObjectNode) document).without("meta"))
                .map(JsonNode.class::cast)
                .toList();
    }

    /** One of everything that can happen to a group; gives what it was before. */
    private List<JsonNode> change() {
        List<JsonNode> before = content();
        api.send("PATCH", GROUP, "{'desc':'x'}").is(200);
        api.put(GROUP + "/upstreams/u2", "{'nodes':{'127.0.0.1:8081':1}}").is(201);
        api.send("PATCH", ROUTE, "{'upstream_id':'u2','priority':7}").is(200);
        api.delete(GROUP + "/upstreams/u1").is(200);
        return before;
    }

    @Test
    void theWholeGroupGoesBackAsOneRevision() {
        List<JsonNode> before = change();

        Api.Reply reverted = revert(3, "").is(200);

        assertEquals("8", reverted.header("Logway-Revision"));
        assertEquals(4, reverted.json().path("changes").size());
        assertEquals(before, content());
        assertEquals("revert to revision 3", api.get(GROUP + "/events?after=7").at("/items/0/reason"));
        revert(7, "").is(200);
        assertEquals("7", api.get(ROUTE).at("/priority"), "and forth again");
    }

    @Test
    void aTimeIsAMomentToo() {
        String time = api.get(GROUP + "/events").at("/items/2/at");
        List<JsonNode> before = change();
        revert("'" + time + "'", "").is(200);
        assertEquals(before, content());
    }

    @Test
    void aTrialShowsWhatDiffers() {
        change();
        Api.Reply tried = revert(3, "?dry_run=true").is(200);
        assertEquals(
                List.of("groups/default updated", "upstreams/u1 created", "upstreams/u2 deleted", "routes/r1 updated"),
                tried.json()
                        .path("changes")
                        .valueStream()
                        .map(change -> change.path("kind").asText() + "/"
                                + change.path("id").asText() + " "
                                + change.path("result").asText())
                        .toList());
        api.get(GROUP + "/upstreams/u1").is(404);
    }

    @Test
    void aLargePartIsOnlyDeletedByForce() {
        var changes = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            changes.append(i == 0 ? "" : ",")
                    .append("{'op':'put','kind':'upstreams','id':'many-")
                    .append(i)
                    .append("','value':{'nodes':{'a:1':1}}}");
        }
        api.send("POST", GROUP + "/changesets", "{'changes':[" + changes + "]}").is(200);
        revert(3, "").isProblem(409, "too-many-deletes");
        revert(3, "?force=true").is(200);
    }

    @Test
    void aDeletedGroupComesBackWhole() {
        List<JsonNode> before = content();
        api.delete(ROUTE).is(200);
        api.delete(GROUP + "/upstreams/u1").is(200);
        api.delete(GROUP).is(200);
        revert(6, "").isProblem(404, "unknown-group");
        revert(3, "").is(200);
        assertEquals(before, content());
    }

    @Test
    void whereNothingDiffersNothingIsSent() {
        int appended = api.log.appended();
        Api.Reply refused = revert(3, "").isProblem(409, "nothing-to-change");
        assertTrue(refused.at("/detail").contains("revert to revision 3"), refused.text());
        assertEquals(appended, api.log.appended());
    }

    @Test
    void itIsComputedAgainWhenSomebodyWasFaster() {
        api.send("PATCH", ROUTE, "{'priority':7}").is(200);
        api.log.beforeNext(() -> api.log.change("default", "r1", "/meanwhile"));
        revert(3, "").is(200);
        assertEquals("/a", api.get(ROUTE).at("/uri"));
        assertEquals("0", api.get(ROUTE).at("/priority"));
    }

    @Test
    void faultsAreNamed() {
        assertEquals("1", revert(4, "").isProblem(404, "unknown-moment").at("/first/revision"));
        revert("'2020-01-01T00:00:00Z'", "").isProblem(404, "unknown-moment");
        api.send("POST", "/v1/groups/nope/revert", "{'to':1}").isProblem(404, "unknown-group");
        Map.of("{}", "/to", "{'to':0}", "/to", "{'to':'yesterday'}", "/to", "{'to':true}", "/to", "{'at':1}", "/at")
                .forEach((body, pointer) -> assertEquals(
                        pointer,
                        api.send("POST", GROUP + "/revert", body)
                                .isProblem(422, "invalid-document")
                                .at("/errors/0/pointer"),
                        body));
    }
}
