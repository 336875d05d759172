package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.api.json.Json;
import dev.logway.domain.Scope;
import dev.logway.domain.resource.Certificate;
import dev.logway.testkit.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromoteWireTest {
    private static final String LIVE = "/v1/groups/default";
    private static final String STAGING = "/v1/groups/staging";
    private static final String ROUTE = "/routes/r1";

    private final Api api = new Api().withRoute();

    /** A copy of the live group, at its revision 1. */
    @BeforeEach
    void stage() {
        api.send("POST", LIVE + "/fork", "{'name':'staging'}").is(200);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Api.Reply promote(String revisions, String query) {
        return api.send("POST", LIVE + "/promote" + query, "{'from':'staging','revisions':'" + revisions + "'}");
    }

    @Test
    void aRangeOfChangesIsCarriedOverValueByValue() {
        api.send("PATCH", STAGING + ROUTE, "{'priority':7}").is(200); // 2
        api.put(STAGING + "/upstreams/u2", "{'nodes':{'a:1':1}}").is(201); // 3
        api.send("PATCH", STAGING + ROUTE, "{'upstream_id':'u2'}").is(200); // 4
        api.send("PATCH", STAGING, "{'desc':'for trials'}").is(200); // 5
        api.send("PATCH", STAGING + ROUTE, "{'priority':9}").is(200); // 6
        api.send("PATCH", LIVE + ROUTE, "{'desc':'live'}").is(200);

        Api.Reply promoted = promote("2..5", "").is(200);

        assertEquals(2, promoted.json().path("changes").size());
        Api.Reply route = api.get(LIVE + ROUTE);
        assertEquals("7", route.at("/priority"));
        assertEquals("u2", route.at("/upstream_id"));
        assertEquals("live", route.at("/desc"));
        assertTrue(api.get(LIVE).json().path("desc").isMissingNode(), "the groups' own documents are left alone");
        assertEquals(
                "promotion of staging 2..5", api.get(LIVE + "/events?after=4").at("/items/0/reason"));
        promote("2..5", "").isProblem(409, "nothing-to-change");
        promote("6", "").is(200);
        assertEquals("9", api.get(LIVE + ROUTE).at("/priority"));
    }

    @Test
    void whatWasChangedOtherwiseIsAConflict() {
        api.send("PATCH", STAGING + ROUTE, "{'priority':7}").is(200);
        api.send("PATCH", LIVE + ROUTE, "{'priority':5}").is(200);
        Api.Reply refused = promote("2", "").isProblem(409, "conflicting-changes");
        assertEquals("/priority", refused.at("/conflicts/0/pointer"));
        assertEquals("0", refused.at("/conflicts/0/before"));
        assertEquals("7", refused.at("/conflicts/0/after"));
        assertEquals("5", refused.at("/conflicts/0/now"));
        assertEquals("4", refused.at("/conflicts/0/revision"));
        promote("2", "?force=true").is(200);
        assertEquals("7", api.get(LIVE + ROUTE).at("/priority"));
    }

    @Test
    void whatWasDeletedIsDeletedHereToo() {
        api.delete(STAGING + ROUTE).is(200);
        promote("2..2", "").is(200);
        api.get(LIVE + ROUTE).is(404);
    }

    @Test
    void everythingGoesIntoAGroupThatHasNothing() {
        api.put("/v1/groups/blank", "{}").is(201);
        api.send("POST", "/v1/groups/blank/promote?dry_run=true", "{'from':'staging','revisions':'all'}")
                .is(200);
        api.get("/v1/groups/blank" + ROUTE).is(404);
        api.send("POST", "/v1/groups/blank/promote", "{'from':'staging','revisions':'all'}")
                .is(200);
        assertEquals("/a", api.get("/v1/groups/blank" + ROUTE).at("/uri"));
        promote("all", "").isProblem(409, "nothing-to-change");
    }

    @Test
    void privateKeysAreReadableWhereTheyGo() throws Exception {
        X509Bundle bundle = Certificates.selfSigned(Algorithm.ecp256, "foo.com");
        String document = Json.object()
                .put("cert", bundle.getCertificatePathPEM())
                .put("key", bundle.getPrivateKeyPEM())
                .toString();
        api.put(STAGING + "/certificates/c1", document).is(201);
        promote("2", "").is(200);

        Scope live = Scope.group("default");
        var certificate = (Certificate)
                api.images.get(live).get(Certificate.key("c1")).orElseThrow().resource();
        assertEquals(bundle.getPrivateKeyPEM(), Api.CIPHER.decrypt(live, certificate.key(), certificate.privateKey()));
        promote("2", "").isProblem(409, "nothing-to-change");
    }

    @Test
    void faultsAreNamed() {
        promote("2", "").isProblem(404, "unknown-moment");
        api.send("POST", LIVE + "/promote", "{'from':'nope','revisions':'all'}").isProblem(404, "unknown-group");
        api.send("POST", "/v1/groups/nope/promote", "{'from':'staging','revisions':'1'}")
                .isProblem(404, "unknown-group");
        Map.of(
                        "{'revisions':'1'}", "/from",
                        "{'from':'default','revisions':'1'}", "/from",
                        "{'from':'No','revisions':'1'}", "/from",
                        "{'from':'staging'}", "/revisions",
                        "{'from':'staging','revisions':'5..4'}", "/revisions",
                        "{'from':'staging','revisions':'0..4'}", "/revisions",
                        "{'from':'staging','revisions':'4..'}", "/revisions",
                        "{'from':'staging','revisions':4}", "/revisions")
                .forEach((body, pointer) -> assertEquals(
                        pointer,
                        api.send("POST", LIVE + "/promote", body)
                                .isProblem(422, "invalid-document")
                                .at("/errors/0/pointer"),
                        body));
    }
}
