package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatchWireTest {
    private static final String ROUTE = "/v1/groups/default/routes/r1";
    private static final String UPSTREAM = "/v1/groups/default/upstreams/u1";

    private final Api api = new Api();

    @BeforeEach
    void make() {
        api.withRoute();
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Api.Reply patch(String path, String body, String... headers) {
        return api.send("PATCH", path, body, headers);
    }

    @Test
    void fieldsAreSetAndRemoved() {
        var set = patch(ROUTE, "{'priority':7,'labels':{'a':'1','b':'2'},'desc':'x'}")
                .is(200);
        assertEquals(7, set.json().path("priority").asInt());
        assertEquals("\"4\"", set.header("ETag"));
        var removed = patch(ROUTE, "{'labels':{'a':null},'desc':null}").is(200);
        assertEquals("2", removed.at("/labels/b"));
        assertTrue(removed.json().at("/labels/a").isMissingNode());
        assertTrue(removed.json().path("desc").isMissingNode());
        assertEquals("/a", removed.at("/uri"));
    }

    @Test
    void partsOfObjectsChangeAndArraysAreReplaced() {
        var reply = patch(UPSTREAM, "{'keepalive_pool':{'size':5},'nodes':{'b:1':3}}")
                .is(200);
        assertEquals(5, reply.json().at("/keepalive_pool/size").asInt());
        assertEquals(1_000, reply.json().at("/keepalive_pool/requests").asInt());
        assertEquals(1, reply.json().path("nodes").size());
        assertEquals("b", reply.at("/nodes/0/host"));
    }

    @Test
    void groupsArePatchedToo() {
        assertEquals(
                "eu", patch("/v1/groups/default", "{'region':'eu'}").is(200).at("/region"));
        patch("/v1/groups/nope", "{}").isProblem(404, "unknown-group");
    }

    @Test
    void thePatchedDocumentIsChecked() {
        var reply = patch(ROUTE, "{'uris':['/b'],'nope':1}").isProblem(422, "invalid-document");
        assertEquals(2, reply.json().path("errors").size(), reply.text());
        patch(ROUTE, "[]").isProblem(422, "invalid-document");
        patch(ROUTE, "{'id':'other'}").isProblem(422, "invalid-document");
        patch(ROUTE, "{'upstream_id':'nope'}").isProblem(422, "unknown-reference");
        patch("/v1/groups/default/routes/nope", "{}").isProblem(404, "resource-not-found");
        patch(ROUTE, "{").isProblem(400, "malformed-json");
    }

    @Test
    void aChangeInBetweenIsNotLost() {
        api.log.beforeNext(() -> api.log.change("default", "r1", "/meanwhile"));
        var reply = patch(ROUTE, "{'priority':7}").is(200);
        assertEquals("/meanwhile", reply.at("/uri"));
        assertEquals(7, reply.json().path("priority").asInt());
        assertEquals("\"5\"", reply.header("ETag"));
    }

    @Test
    void aChangeInBetweenIsToldToWhoSetACondition() {
        api.log.beforeNext(() -> api.log.change("default", "r1", "/meanwhile"));
        patch(ROUTE, "{'priority':7}", "If-Match", "\"3\"").isProblem(412, "revision-mismatch");
        api.log.beforeNext(() -> api.log.change("default", "r1", "/again"));
        patch(ROUTE, "{'priority':7}", "Idempotency-Key", "k").isProblem(412, "revision-mismatch");
        assertEquals("/again", api.get(ROUTE).at("/uri"));
        assertEquals(0, api.get(ROUTE).json().path("priority").asInt());
    }

    @Test
    void aRepeatedPatchGetsTheFirstAnswer() {
        String patch = "{'priority':7}";
        var first = patch(ROUTE, patch, "Idempotency-Key", "k").is(200);
        patch(ROUTE, "{'priority':9}").is(200);
        var again = patch(ROUTE, patch, "Idempotency-Key", "k").is(200);
        assertEquals(first.json(), again.json());
        assertEquals(first.header("Logway-Command-Id"), again.header("Logway-Command-Id"));
        assertEquals("true", again.header("Logway-Repeated"));
        assertEquals(9, api.get(ROUTE).json().path("priority").asInt());
        patch(ROUTE, "{'priority':8}", "Idempotency-Key", "k").isProblem(422, "idempotency-key-reused");
        patch(UPSTREAM, patch, "Idempotency-Key", "k").isProblem(422, "idempotency-key-reused");
    }

    @Test
    void aPatchCanBeTried() {
        var reply = patch(ROUTE + "?dry_run=true", "{'priority':7}").is(200);
        assertEquals("updated", reply.at("/changes/0/result"));
        assertEquals(0, api.get(ROUTE).json().path("priority").asInt());
    }
}
