package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResourceWireTest {
    private static final String ROUTE = "/v1/groups/default/routes/r1";
    private static final String UPSTREAM = "/v1/groups/default/upstreams/u1";

    private final Api api = new Api();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aNewGroupIsMadeWithItsTopic() {
        var reply = api.put("/v1/groups/blue", "{'desc':'d','labels':{'env':'x'},'region':'eu'}");
        reply.is(201);
        assertEquals("\"1\"", reply.header("ETag"));
        assertEquals("1", reply.header("Logway-Revision"));
        assertEquals(36, reply.header("Logway-Command-Id").length());
        assertTrue(api.log.topics().contains(Scope.group("blue")));
        JsonNode got = api.get("/v1/groups/blue").is(200).json();
        assertEquals(reply.json(), got);
        assertEquals("blue", got.path("id").asText());
        assertEquals("eu", got.path("region").asText());
        assertEquals("tester", got.at("/meta/updated_by").asText());
        assertEquals(1, got.at("/meta/revision").asLong());
        assertEquals("2026-01-02T03:04:05.685Z", got.at("/meta/created_at").asText());
    }

    @Test
    void whatIsPutIsShownWithEveryDefault() {
        api.withRoute();
        var route = api.get(ROUTE).is(200);
        assertEquals("\"3\"", route.header("ETag"));
        assertEquals("3", route.header("Logway-Revision"));
        assertEquals("/a", route.at("/uri"));
        assertEquals(1, route.json().path("status").asInt());
        assertTrue(route.json().path("priority").isInt());
        JsonNode upstream = api.get(UPSTREAM).is(200).json();
        assertEquals("roundrobin", upstream.path("type").asText());
        assertEquals("http", upstream.path("scheme").asText());
        assertEquals("pass", upstream.path("pass_host").asText());
        assertEquals(320, upstream.at("/keepalive_pool/size").asInt());
        assertEquals(60, upstream.at("/keepalive_pool/idle_timeout").asInt());
        assertEquals(1, upstream.at("/nodes/0/weight").asInt());
        assertEquals(8080, upstream.at("/nodes/0/port").asInt());
    }

    @Test
    void aPutOfWhatAGetReturnedChangesNothing() {
        api.withRoute();
        for (String path : new String[] {ROUTE, UPSTREAM, "/v1/groups/default"}) {
            var before = api.get(path).is(200);
            var reply = api.put(path, before.text()).is(200);
            assertEquals(before.json(), reply.json());
            assertEquals(before.header("ETag"), reply.header("ETag"));
            assertEquals(before.json(), api.get(path).is(200).json());
        }
    }

    @Test
    void aSecondPutReplacesAndKeepsWhenItWasCreated() {
        api.withRoute();
        var first = api.get(ROUTE);
        var second = api.put(ROUTE, "{'uris':['/b','/c'],'upstream_id':'u1'}").is(200);
        assertEquals(first.at("/meta/created_at"), second.at("/meta/created_at"));
        assertTrue(second.at("/meta/updated_at").compareTo(first.at("/meta/updated_at")) > 0);
        assertEquals(2, second.json().path("uris").size());
        assertTrue(second.json().path("uri").isMissingNode());
        assertEquals("\"4\"", second.header("ETag"));
    }

    @Test
    void numbersAreTakenAsIds() {
        api.withRoute();
        api.put("/v1/groups/default/upstreams/1", "{'id':1,'nodes':{'a:1':1}}").is(201);
        var reply = api.put("/v1/groups/default/routes/1", "{'id':'1','uri':'/1','upstream_id':1}")
                .is(201);
        assertEquals("1", reply.json().path("upstream_id").textValue());
    }

    @Test
    void whatIsDeletedIsGone() {
        api.withRoute();
        var reply = api.delete(ROUTE).is(200);
        assertEquals("r1", reply.at("/id"));
        assertTrue(reply.json().path("deleted").asBoolean());
        assertEquals("4", reply.header("Logway-Revision"));
        api.get(ROUTE).isProblem(404, "resource-not-found");
        api.delete(ROUTE).isProblem(404, "resource-not-found");
        api.delete(UPSTREAM).is(200);
        api.delete("/v1/groups/default").is(200);
        api.get("/v1/groups/default").isProblem(404, "unknown-group");
    }

    @Test
    void aGroupThatHoldsResourcesStays() {
        api.withRoute();
        var reply = api.delete("/v1/groups/default").isProblem(409, "group-not-empty");
        assertTrue(reply.at("/detail").contains("routes/r1"), reply.text());
    }

    @Test
    void anUpstreamInUseStaysAndItsUsersAreNamed() {
        api.withRoute();
        var reply = api.delete(UPSTREAM).isProblem(409, "resource-in-use");
        assertTrue(reply.at("/detail").contains("routes/r1"), reply.text());
        assertEquals("routes/r1", reply.at("/errors/0/related/0"));
        assertEquals("upstreams/u1", reply.at("/errors/0/subject"));
    }

    @Test
    void aReferenceToNothingIsRefusedWhereItStands() {
        api.withRoute();
        var reply = api.put(ROUTE, "{'uri':'/a','upstream_id':'nope','service_id':'no'}")
                .isProblem(422, "unknown-reference");
        assertEquals("/service_id", reply.at("/errors/0/pointer"));
        assertEquals("/upstream_id", reply.at("/errors/1/pointer"));
        assertTrue(reply.at("/errors/1/message").contains("upstreams/nope"), reply.text());
        assertEquals(36, reply.at("/command_id").length());
        assertEquals(reply.at("/command_id"), reply.header("Logway-Command-Id"));
    }

    @Test
    void unknownGroupsAreNotFound() {
        api.put("/v1/groups/nope/routes/r1", "{'uri':'/a','upstream_id':'u1'}").isProblem(404, "unknown-group");
        api.get("/v1/groups/nope").isProblem(404, "unknown-group");
        api.get("/v1/groups/nope/routes").isProblem(404, "unknown-group");
        api.get("/v1/groups/nope/routes/r1").isProblem(404, "unknown-group");
        api.get("/v1/groups/nope/instances").isProblem(404, "unknown-group");
        api.get("/v1/groups/nope/events").isProblem(404, "unknown-group");
        api.delete("/v1/groups/nope").isProblem(404, "unknown-group");
        api.get("/v1/groups/No_Such/routes").isProblem(404, "unknown-group");
        api.send("POST", "/v1/groups/nope/changesets", "{'changes':[{'op':'delete','kind':'routes','id':'a'}]}")
                .isProblem(404, "unknown-group");
    }

    @Test
    void badIdsAreRefusedWithAPointer() {
        api.withRoute();
        var group = api.put("/v1/groups/Not_A_Label", "{}").isProblem(422, "invalid-document");
        assertEquals("/id", group.at("/errors/0/pointer"));
        var route = api.put("/v1/groups/default/routes/a%20b", "{'uri':'/a','upstream_id':'u1'}")
                .isProblem(422, "invalid-document");
        assertEquals("/id", route.at("/errors/0/pointer"));
        api.put(ROUTE, "{'id':'other','uri':'/a','upstream_id':'u1'}").isProblem(422, "invalid-document");
        api.get("/v1/groups/default/routes/a%20b").isProblem(404, "resource-not-found");
    }

    @Test
    void everyFaultOfADocumentIsListed() {
        api.withRoute();
        var reply = api.put(ROUTE, "{'uri':'x','methods':['got'],'plugins':{},'status':'on'}")
                .isProblem(422, "invalid-document");
        assertEquals(5, reply.json().path("errors").size(), reply.text());
        assertEquals("5 faults; see errors", reply.at("/detail"));
    }

    @Test
    void preconditionsAreDecidedWithTheCommand() {
        api.withRoute();
        String body = "{'uri':'/b','upstream_id':'u1'}";
        api.put(ROUTE, body, "If-Match", "\"2\"").isProblem(412, "revision-mismatch");
        api.put(ROUTE, body, "If-None-Match", "*").isProblem(412, "already-exists");
        api.put(ROUTE, body, "If-Match", "W/\"3\"").isProblem(412, "revision-mismatch");
        api.put(ROUTE, body, "If-Match", "\"abc\"").isProblem(412, "revision-mismatch");
        api.put("/v1/groups/default/routes/new", body, "If-Match", "*").isProblem(412, "revision-mismatch");
        api.delete(ROUTE, "If-Match", "\"2\"").isProblem(412, "revision-mismatch");
        api.put(ROUTE, body, "If-Match", "\"2\", \"3\"").is(200);
        api.put(ROUTE, body, "If-Match", "*").is(200);
        api.put("/v1/groups/default/routes/new", body, "If-None-Match", "*").is(201);
        api.put(ROUTE, body, "If-Match", "3").isProblem(400, "invalid-header");
        api.put(ROUTE, body, "If-None-Match", "\"3\"").isProblem(400, "invalid-header");
    }

    @Test
    void aGetOfWhatIsKnownHasNoBody() {
        api.withRoute();
        var reply = api.get(ROUTE, "If-None-Match", "\"3\"").is(304);
        assertEquals(0, reply.response().body().length);
        assertEquals("\"3\"", reply.header("ETag"));
        api.get(ROUTE, "If-None-Match", "W/\"3\"").is(304);
        api.get(ROUTE, "If-None-Match", "*").is(304);
        api.get(ROUTE, "If-None-Match", "\"2\"").is(200);
    }

    @Test
    void aRepeatedIdempotencyKeyGetsTheFirstAnswer() {
        api.withRoute();
        String path = "/v1/groups/default/routes/r2";
        String body = "{'uri':'/b','upstream_id':'u1'}";
        var first = api.put(path, body, "Idempotency-Key", "k-1").is(201);
        api.put(path, "{'uri':'/c','upstream_id':'u1'}").is(200);
        var again = api.put(path, body, "Idempotency-Key", "k-1").is(201);
        assertEquals(first.json(), again.json());
        assertEquals(first.header("Logway-Command-Id"), again.header("Logway-Command-Id"));
        assertEquals("true", again.header("Logway-Repeated"));
        assertEquals("/c", api.get(path).at("/uri"));
        api.put(path, "{'uri':'/d','upstream_id':'u1'}", "Idempotency-Key", "k-1")
                .isProblem(422, "idempotency-key-reused");
        api.put(path, body, "Idempotency-Key", "a b").isProblem(400, "invalid-header");
    }

    @Test
    void aRepeatedRefusalGetsTheFirstAnswerToo() {
        api.withRoute();
        var first = api.delete(UPSTREAM, "Idempotency-Key", "k").isProblem(409, "resource-in-use");
        api.delete(ROUTE).is(200);
        var again = api.delete(UPSTREAM, "Idempotency-Key", "k").isProblem(409, "resource-in-use");
        assertEquals(first.json(), again.json());
        api.get(UPSTREAM).is(200);
    }

    @Test
    void reasonsAreKept() {
        api.withRoute();
        api.put(ROUTE, "{'uri':'/b','upstream_id':'u1'}", "Logway-Reason", "because")
                .is(200);
        api.delete(ROUTE + "?reason=no%20longer%20needed").is(200);
        JsonNode items =
                api.get("/v1/groups/default/events?after=3").is(200).json().path("items");
        assertEquals("because", items.at("/0/reason").asText());
        assertEquals("no longer needed", items.at("/1/reason").asText());
        api.delete(ROUTE, "Logway-Reason", "x".repeat(1_025)).isProblem(400, "invalid-header");
    }

    @Test
    void aDryRunDecidesAndChangesNothing() {
        api.withRoute();
        int before = api.log.appended();
        var put = api.put(ROUTE + "?dry_run=true", "{'uri':'/z','upstream_id':'u1'}")
                .is(200);
        assertTrue(put.json().path("dry_run").asBoolean());
        assertEquals("updated", put.at("/changes/0/result"));
        assertEquals("r1", put.at("/changes/0/id"));
        var same = api.put(ROUTE + "?dry_run=true", "{'uri':'/a','upstream_id':'u1'}")
                .is(200);
        assertEquals(0, same.json().path("changes").size());
        var refused = api.delete(UPSTREAM + "?dry_run=true").isProblem(409, "resource-in-use");
        assertTrue(refused.json().path("dry_run").asBoolean());
        api.put("/v1/groups/blue?dry_run=true", "{}").is(200);
        api.delete(ROUTE + "?dry_run=true", "If-Match", "\"1\"").isProblem(412, "revision-mismatch");
        assertEquals(before, api.log.appended());
        assertEquals("/a", api.get(ROUTE).at("/uri"));
        assertEquals(1, api.log.topics().size());
    }

    @Test
    void theMetaOfADocumentIsIgnored() {
        api.withRoute();
        ObjectNode document = (ObjectNode) api.get(ROUTE).json();
        document.putObject("meta").put("revision", 99).put("anything", "goes");
        assertEquals("\"3\"", api.put(ROUTE, document.toString()).is(200).header("ETag"));
    }
}
