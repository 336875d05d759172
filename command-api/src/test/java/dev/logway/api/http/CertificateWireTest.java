package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Json;
import dev.logway.domain.Scope;
import dev.logway.domain.resource.Certificate;
import dev.logway.domain.resource.EncryptedSecret;
import dev.logway.domain.resource.PendingChange;
import dev.logway.testkit.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CertificateWireTest {
    private static final String PATH = "/v1/groups/default/certificates/c1";
    private static final Scope SCOPE = Scope.group("default");

    private final Api api = new Api();
    private final X509Bundle bundle;

    CertificateWireTest() throws Exception {
        bundle = Certificates.selfSigned(Algorithm.ecp256, "foo.com");
    }

    @BeforeEach
    void makeGroup() {
        api.put("/v1/groups/default", "{}").is(201);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void theKeyGoesInEncryptedAndNeverComesOut() {
        Api.Reply put = put(document(bundle).put("status", 0)).is(201);

        assertEquals("***", put.at("/key"));
        assertEquals("***", api.get(PATH).is(200).at("/key"));
        assertEquals("***", api.get("/v1/groups/default/certificates").is(200).at("/items/0/key"));
        assertFalse(api.get("/v1/groups/default/events").is(200).text().contains("PRIVATE KEY"));
        assertEquals(bundle.getPrivateKeyPEM(), Api.CIPHER.decrypt(SCOPE, Certificate.key("c1"), stored()));
    }

    @Test
    void theKeyOfACertificateThatWaitsIsAsSecretAndIsThereWhenItIsPut() {
        Instant soon = api.log.now().plusSeconds(60);
        var body = new String(Json.bytes(document(bundle)), StandardCharsets.UTF_8);
        Api.Reply planned =
                api.send("PUT", PATH + "?effective_at=" + soon, body).is(202);

        assertEquals("***", planned.at("/changes/0/value/key"));
        assertFalse(planned.text().contains("PRIVATE KEY"));
        assertFalse(api.get("/v1/groups/default/events").text().contains("PRIVATE KEY"));
        api.log.fire("default", planned.at("/id"), PendingChange.Step.APPLY, soon);
        assertEquals(bundle.getPrivateKeyPEM(), Api.CIPHER.decrypt(SCOPE, Certificate.key("c1"), stored()));
    }

    @Test
    void aPutOfWhatAGetReturnedIsTakenAndChangesNothing() {
        put(document(bundle)).is(201);
        EncryptedSecret before = stored();
        JsonNode shown = api.get(PATH).json();

        Api.Reply again = put((ObjectNode) shown).is(200);

        assertEquals(shown, again.json());
        assertEquals(before, stored());
    }

    @Test
    void aPutOfTheSameKeyChangesNothingAndMayBeRepeated() {
        Api.Reply first = send(document(bundle), "Idempotency-Key", "k1").is(201);
        Api.Reply repeated = send(document(bundle), "Idempotency-Key", "k1").is(201);

        assertEquals(first.header("Logway-Revision"), repeated.header("Logway-Revision"));
        assertEquals(first.at("/meta/revision"), put(document(bundle)).is(200).at("/meta/revision"));
    }

    @Test
    void aPutThatKeepsTheKeyMayBeRepeated() {
        put(document(bundle)).is(201);
        ObjectNode kept = document(bundle).put("key", "***").put("desc", "new");

        Api.Reply first = send(kept, "Idempotency-Key", "k1").is(200);
        Api.Reply repeated = send(kept, "Idempotency-Key", "k1").is(200);

        assertEquals(first.json(), repeated.json());
        assertEquals(first.header("Logway-Revision"), repeated.header("Logway-Revision"));
        send(kept.put("desc", "other"), "Idempotency-Key", "k1").isProblem(422, "idempotency-key-reused");
    }

    @Test
    void anUpstreamMayShowItAndThenItIsInUse() {
        String upstream = "{'nodes':{'a:443':1},'scheme':'https','tls':{'client_cert_id':'c1'}}";
        Api.Reply refused = api.put("/v1/groups/default/upstreams/u1", upstream).isProblem(422, "unknown-reference");
        assertEquals("/tls/client_cert_id", refused.at("/errors/0/pointer"));
        refused = api.put("/v1/groups/default/routes/r1", "{'uri':'/','upstream':" + upstream + "}")
                .isProblem(422, "unknown-reference");
        assertEquals("/upstream/tls/client_cert_id", refused.at("/errors/0/pointer"));
        put(document(bundle)).is(201);

        assertEquals(
                "c1",
                api.put("/v1/groups/default/upstreams/u1", upstream).is(201).at("/tls/client_cert_id"));

        api.delete(PATH).isProblem(409, "resource-in-use");
        api.put("/v1/groups/default/upstreams/u1", "{'nodes':{'a:443':1}}").is(200);
        api.delete(PATH).is(200);
    }

    @Test
    void aPatchKeepsTheKey() {
        put(document(bundle)).is(201);
        EncryptedSecret before = stored();

        api.send("PATCH", PATH, "{'snis':['*.foo.com'],'desc':'patched'}").is(200);

        assertEquals(before, stored());
        assertEquals("*.foo.com", api.get(PATH).at("/snis/0"));
    }

    @Test
    void aChangesetKeepsTheKeyOfWhatIsThere() {
        put(document(bundle)).is(201);
        ObjectNode change =
                Json.object().put("op", "put").put("kind", "certificates").put("id", "c1");
        change.set("value", document(bundle).put("key", "***").put("desc", "new"));
        ObjectNode body = Json.object();
        body.putArray("changes").add(change);

        api.send("POST", "/v1/groups/default/changesets", body.toString()).is(200);

        assertEquals("new", api.get(PATH).at("/desc"));
        assertEquals(bundle.getPrivateKeyPEM(), Api.CIPHER.decrypt(SCOPE, Certificate.key("c1"), stored()));
    }

    @Test
    void anExpiredCertificateIsTakenWithAWarning() throws Exception {
        X509Bundle authority = Certificates.authority("root");
        X509Bundle expired = Certificates.issued(authority, Duration.ofHours(1), "foo.com");

        assertTrue(put(document(expired)).is(201).at("/meta/warnings/0").startsWith("cert: expired at "));
        assertTrue(api.get(PATH).at("/meta/warnings/0").startsWith("cert: expired at "));
        assertTrue(put(document(bundle)).is(200).json().at("/meta/warnings").isMissingNode());
    }

    @Test
    void everyFaultIsNamedAtOnce() throws Exception {
        X509Bundle other = Certificates.selfSigned(Algorithm.ecp256, "foo.com");

        refused(
                document(bundle).put("key", other.getPrivateKeyPEM()),
                "/key",
                "not the private key of the certificate");
        refused(document(bundle).put("key", "***"), "/key", "there is none");
        refused(document(bundle).put("key", "x"), "/key", "no PEM private key");
        refused(document(bundle).put("cert", "x"), "/cert", "no PEM certificate");
        refused(document(bundle).put("cert", bundle.getPrivateKeyPEM()), "/cert", "expected: CERTIFICATE");
        refused(document(bundle).put("sni", "foo.com"), "/sni", "not supported yet");
        ObjectNode client = document(bundle);
        client.putObject("client").put("ca", "x");
        refused(client, "/client/ca", "no PEM certificate");
        client.putObject("client").put("ca", bundle.getCertificatePEM()).put("depth", 11);
        refused(client, "/client/depth", "0 to 10");
        ObjectNode names = document(bundle);
        names.putArray("snis").add("a b").add("*");
        refused(names, "/snis/0", "a host such as");
        refused(names, "/snis/1", "a host such as");
        Api.Reply several = put(document(bundle)
                        .put("cert", "x")
                        .put("key", "y")
                        .put("status", 3))
                .is(422);
        assertEquals(3, several.json().path("errors").size(), several.text());
    }

    private void refused(ObjectNode document, String pointer, String why) {
        Api.Reply reply = put(document).isProblem(422, "invalid-document");
        assertFalse(
                reply.text().contains(bundle.getPrivateKeyPEM().lines().toList().get(1)), reply.text());
        boolean named = false;
        for (JsonNode error : reply.json().path("errors")) {
            named |= error.path("pointer").asText().equals(pointer)
                    && error.path("message").asText().contains(why);
        }
        assertTrue(named, pointer + " " + why + ": " + reply.text());
    }

    private EncryptedSecret stored() {
        var entry = api.images.get(SCOPE).get(Certificate.key("c1")).orElseThrow();
        return ((Certificate) entry.resource()).privateKey();
    }

    private Api.Reply put(ObjectNode document) {
        return send(document);
    }

    private Api.Reply send(ObjectNode document, String... headers) {
        return api.put(PATH, new String(Json.bytes(document), StandardCharsets.UTF_8), headers);
    }

    private static ObjectNode document(X509Bundle bundle) {
        ObjectNode document = Json.object();
        document.putArray("snis").add("foo.com").add("*.foo.com");
        return document.put("cert", bundle.getCertificatePathPEM()).put("key", bundle.getPrivateKeyPEM());
    }
}
