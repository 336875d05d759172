package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Json;
import dev.logway.domain.Scope;
import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.EncryptedSecret;
import dev.logway.testkit.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UndoWireTest {
    private static final String GROUP = "/v1/groups/default";
    private static final String ROUTE = GROUP + "/routes/r1";
    private static final String CERTIFICATE = GROUP + "/certificates/c1";

    private final Api api = new Api().withRoute();

    @AfterEach
    void close() {
        api.close();
    }

    private Api.Reply undo(long revision, String... headers) {
        return api.send("POST", GROUP + "/undo", "{'revision':" + revision + "}", headers);
    }

    private Api.Reply force(long revision) {
        return api.send("POST", GROUP + "/undo?force=true", "{'revision':" + revision + "}");
    }

    /** The revision that {@code reply} tells of. */
    private static long revision(Api.Reply reply) {
        return Long.parseLong(reply.header("Logway-Revision"));
    }

    private long patch(String path, String patch) {
        return revision(api.send("PATCH", path, patch).is(200));
    }

    @Test
    void oneChangeGoesBackAndLaterOnesStay() {
        long changed = patch(ROUTE, "{'priority':7,'labels':{'a':'1'}}");
        patch(ROUTE, "{'desc':'later','labels':{'b':'2'}}");

        Api.Reply undone = undo(changed).is(200);

        assertEquals("accepted", undone.at("/outcome"));
        assertEquals("updated", undone.at("/changes/0/result"));
        assertEquals(6, revision(undone));
        Api.Reply route = api.get(ROUTE).is(200);
        assertEquals("0", route.at("/priority"));
        assertEquals("later", route.at("/desc"));
        assertEquals("{\"b\":\"2\"}", route.json().path("labels").toString());
        assertEquals("undo of revision 4", api.get(GROUP + "/events?after=5").at("/items/0/reason"));
        assertEquals("7", api.get(ROUTE + "?at=5").at("/priority"), "history grows, and nothing in it changes");
    }

    @Test
    void anUndoIsUndoneLikeAnyChange() {
        long changed = patch(ROUTE, "{'priority':7}");
        long undone = revision(undo(changed).is(200));
        undo(undone).is(200);
        assertEquals("7", api.get(ROUTE).at("/priority"));
    }

    @Test
    void whatWasChangedSinceIsAConflictWithItsValues() {
        long changed = patch(ROUTE, "{'priority':7,'desc':'x'}");
        long later = patch(ROUTE, "{'priority':9}");
        int appended = api.log.appended();

        Api.Reply refused = undo(changed).isProblem(409, "conflicting-changes");

        assertEquals(
                Json.parse(("{'kind':'routes','id':'r1','pointer':'/priority','before':0,'after':7,'now':9,"
                                + "'revision':" + later + "}")
                        .replace('\'', '"')
                        .getBytes(StandardCharsets.UTF_8)),
                refused.json().at("/conflicts/0"));
        assertEquals(1, refused.json().path("conflicts").size());
        assertEquals(appended, api.log.appended());
        force(changed).is(200);
        assertEquals("0", api.get(ROUTE).at("/priority"));
        assertTrue(api.get(ROUTE).json().path("desc").isMissingNode());
    }

    @Test
    void whatWasCreatedIsDeletedUnlessItWasChangedSince() {
        long created = revision(api.put(GROUP + "/routes/r2", "{'uri':'/b','upstream_id':'u1'}"));
        long changed = patch(GROUP + "/routes/r2", "{'priority':1}");
        Api.Reply refused = undo(created).isProblem(409, "conflicting-changes");
        assertEquals("", refused.at("/conflicts/0/pointer"));
        assertEquals("1", refused.at("/conflicts/0/now/priority"));
        assertTrue(refused.json().at("/conflicts/0/before").isMissingNode());

        undo(changed).is(200);
        undo(created).is(200);
        api.get(GROUP + "/routes/r2").is(404);
        undo(created).isProblem(409, "nothing-to-change");
    }

    @Test
    void whatWasDeletedIsCreatedAgainUnlessItExists() {
        long deleted = revision(api.delete(ROUTE).is(200));
        api.put(ROUTE, "{'uri':'/other','upstream_id':'u1'}").is(201);
        Api.Reply refused = undo(deleted).isProblem(409, "conflicting-changes");
        assertEquals("/a", refused.at("/conflicts/0/before/uri"));
        assertEquals("/other", refused.at("/conflicts/0/now/uri"));
        api.delete(ROUTE).is(200);
        undo(deleted).is(200);
        assertEquals("/a", api.get(ROUTE).at("/uri"));
    }

    @Test
    void aDeletedGroupComesBack() {
        api.delete(ROUTE).is(200);
        api.delete(GROUP + "/upstreams/u1").is(200);
        long deleted = revision(api.delete(GROUP).is(200));
        undo(deleted).is(200);
        api.get(GROUP).is(200);
    }

    @Test
    void whatLacksItsReferenceIsRefusedByTheRules() {
        long deleted = revision(api.delete(ROUTE).is(200));
        api.delete(GROUP + "/upstreams/u1").is(200);
        Api.Reply refused = undo(deleted).isProblem(422, "unknown-reference");
        assertEquals("routes/r1", refused.at("/errors/0/subject"));
        assertEquals("", refused.at("/errors/0/pointer"));
    }

    @Test
    void nothingIsLeftToUndoTwice() {
        long changed = patch(ROUTE, "{'priority':7}");
        undo(changed).is(200);
        int appended = api.log.appended();
        Api.Reply refused = undo(changed).isProblem(409, "nothing-to-change");
        assertTrue(refused.at("/detail").contains("undo of revision 4"), refused.text());
        assertEquals(appended, api.log.appended());
    }

    @Test
    void aTrialChangesNothing() {
        long changed = patch(ROUTE, "{'priority':7}");
        Api.Reply tried = api.send("POST", GROUP + "/undo?dry_run=true", "{'revision':" + changed + "}")
                .is(200);
        assertEquals("true", tried.at("/dry_run"));
        assertEquals("r1", tried.at("/changes/0/id"));
        assertEquals("7", api.get(ROUTE).at("/priority"));
    }

    @Test
    void theReasonOfTheBodyWins() {
        long changed = patch(ROUTE, "{'priority':7}");
        api.send(
                        "POST",
                        GROUP + "/undo",
                        "{'revision':" + changed + ",'reason':'too high'}",
                        "Logway-Reason",
                        "not this")
                .is(200);
        assertEquals("too high", api.get(GROUP + "/events?after=4").at("/items/0/reason"));
    }

    /** A revision that took a description away; what {@link DecidedLog#change} does leaves that as it is. */
    private long undescribed() {
        patch(ROUTE, "{'desc':'x'}");
        return patch(ROUTE, "{'desc':null}");
    }

    @Test
    void itIsComputedAgainWhenSomebodyWasFaster() {
        long undescribed = undescribed();
        api.log.beforeNext(() -> api.log.change("default", "r1", "/meanwhile"));
        undo(undescribed).is(200);
        assertEquals("/meanwhile", api.get(ROUTE).at("/uri"));
        assertEquals("x", api.get(ROUTE).at("/desc"));
    }

    @Test
    void whoIsOvertakenEveryTimeIsTold() {
        long undescribed = undescribed();
        int appended = api.log.appended();
        api.log.beforeNext(new Runnable() {
            @Override
            public void run() {
                api.log.change("default", "r1", "/after-" + api.log.appended());
                api.log.beforeNext(this);
            }
        });
        undo(undescribed).isProblem(409, "changed-meanwhile");
        assertEquals(appended + 3, api.log.appended());
        undo(undescribed, "Idempotency-Key", "k").isProblem(412, "revision-mismatch");
    }

    @Test
    void aRepetitionGetsTheFirstAnswer() {
        long changed = patch(ROUTE, "{'priority':7}");
        Api.Reply first = undo(changed, "Idempotency-Key", "k").is(200);
        Api.Reply again = undo(changed, "Idempotency-Key", "k").is(200);
        assertEquals(first.json(), again.json());
        assertEquals("true", again.header("Logway-Repeated"));
    }

    @Test
    void revisionsThatNeverWereAreRefusedWithTheBounds() {
        Api.Reply refused = undo(4).isProblem(404, "unknown-moment");
        assertEquals("1", refused.at("/first/revision"));
        assertEquals("3", refused.at("/last/revision"));
        api.send("POST", "/v1/groups/nope/undo", "{'revision':1}").isProblem(404, "unknown-group");
    }

    @Test
    void faultyBodiesAreRefusedWithThePlace() {
        Map.of(
                        "{}", "/revision",
                        "{'revision':0}", "/revision",
                        "{'revision':'4'}", "/revision",
                        "{'revision':1.5}", "/revision",
                        "{'revision':1e30}", "/revision",
                        "{'revision':99999999999999999999}", "/revision",
                        "{'revision':1,'reason':7}", "/reason",
                        "{'revison':1}", "/revison",
                        "[1]", "")
                .forEach((body, pointer) -> assertEquals(
                        pointer,
                        api.send("POST", GROUP + "/undo", body)
                                .isProblem(422, "invalid-document")
                                .at("/errors/0/pointer"),
                        body));
        api.send("POST", GROUP + "/undo", "{").isProblem(400, "malformed-json");
        undo(3, "If-Match", "\"3\"").isProblem(400, "invalid-header");
    }

    @Test
    void thePrivateKeyComesBackAndIsShownToNobody() throws Exception {
        X509Bundle first = Certificates.selfSigned(Algorithm.ecp256, "foo.com");
        X509Bundle second = Certificates.selfSigned(Algorithm.ecp256, "foo.com");
        X509Bundle third = Certificates.selfSigned(Algorithm.ecp256, "foo.com");
        put(first);
        EncryptedSecret key = stored();
        long exchanged = put(second);
        EncryptedSecret secondKey = stored();
        undo(exchanged).is(200);
        assertEquals(key, stored());

        long again = put(second);
        put(third);
        Api.Reply refused = undo(again).isProblem(409, "conflicting-changes");
        assertEquals("/cert", refused.at("/conflicts/0/pointer"));
        assertEquals("/key", refused.at("/conflicts/1/pointer"));
        for (String side : new String[] {"before", "after", "now"}) {
            assertEquals("***", refused.at("/conflicts/1/" + side));
        }
        assertFalse(refused.text().contains(secondKey.ciphertext()));
        assertFalse(refused.text().contains("PRIVATE KEY"));
        force(again).is(200);
        assertEquals(key, stored());
    }

    @Test
    void aLaterKeyStaysWhenAnotherFieldGoesBack() throws Exception {
        put(Certificates.selfSigned(Algorithm.ecp256, "foo.com"));
        long described = patch(CERTIFICATE, "{'desc':'x'}");
        X509Bundle renewed = Certificates.selfSigned(Algorithm.ecp256, "foo.com");
        patch(CERTIFICATE, document(renewed).toString());
        EncryptedSecret key = stored();

        undo(described).is(200);

        assertEquals(key, stored());
        assertTrue(api.get(CERTIFICATE).json().path("desc").isMissingNode());
    }

    private static ObjectNode document(X509Bundle bundle) {
        return Json.object().put("cert", bundle.getCertificatePathPEM()).put("key", bundle.getPrivateKeyPEM());
    }

    private long put(X509Bundle bundle) {
        Api.Reply reply = api.put(CERTIFICATE, document(bundle).toString());
        assertTrue(reply.status() < 300, reply.text());
        return revision(reply);
    }

    private EncryptedSecret stored() {
        return api.images
                .get(Scope.group("default"))
                .get(Certificate.key("c1"))
                .map(entry -> ((Certificate) entry.resource()).privateKey())
                .orElseThrow();
    }
}
