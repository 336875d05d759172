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
import org.junit.jupiter.api.Test;

class ForkWireTest {
    private static final String GROUP = "/v1/groups/default";
    private static final String COPY = "/v1/groups/copy";

    private final Api api = new Api().withRoute();

    @AfterEach
    void close() {
        api.close();
    }

    private Api.Reply fork(String body, String... headers) {
        return api.send("POST", GROUP + "/fork", body, headers);
    }

    @Test
    void aGroupIsCopiedAsItIs() {
        api.send("PATCH", GROUP, "{'desc':'the first'}").is(200);

        Api.Reply forked = fork("{'name':'copy'}").is(200);

        assertEquals("1", forked.header("Logway-Revision"));
        assertEquals(3, forked.json().path("changes").size());
        assertEquals("the first", api.get(COPY).is(200).at("/desc"));
        assertEquals("copy", api.get(COPY).at("/id"));
        assertEquals("/a", api.get(COPY + "/routes/r1").at("/uri"));
        assertEquals("fork of default at revision 4", api.get(COPY + "/events").at("/items/0/reason"));
        assertTrue(api.log.topics().contains(Scope.group("copy")));
    }

    @Test
    void aGroupIsCopiedAsItWas() {
        fork("{'name':'copy','at':2,'reason':'a look back'}").is(200);
        api.get(COPY + "/upstreams/u1").is(200);
        api.get(COPY + "/routes/r1").is(404);
        assertEquals("a look back", api.get(COPY + "/events").at("/items/0/reason"));
        String time = api.get(GROUP + "/events").at("/items/0/at");
        fork("{'name':'empty','at':'" + time + "'}").is(200);
        api.get("/v1/groups/empty/upstreams/u1").is(404);
    }

    @Test
    void privateKeysAreReadableInTheNewGroup() throws Exception {
        X509Bundle bundle = Certificates.selfSigned(Algorithm.ecp256, "foo.com");
        String document = Json.object()
                .put("cert", bundle.getCertificatePathPEM())
                .put("key", bundle.getPrivateKeyPEM())
                .toString();
        api.put(GROUP + "/certificates/c1", document).is(201);

        fork("{'name':'copy'}").is(200);

        Scope copy = Scope.group("copy");
        var certificate = (Certificate)
                api.images.get(copy).get(Certificate.key("c1")).orElseThrow().resource();
        assertEquals(bundle.getPrivateKeyPEM(), Api.CIPHER.decrypt(copy, certificate.key(), certificate.privateKey()));
    }

    @Test
    void aGroupThatExistsIsLeftAlone() {
        api.put(COPY, "{}").is(201);
        fork("{'name':'copy'}").isProblem(412, "already-exists");
        fork("{'name':'default'}").isProblem(412, "already-exists");
        api.get(COPY + "/routes/r1").is(404);
    }

    @Test
    void aTrialMakesNothing() {
        Api.Reply tried = api.send("POST", GROUP + "/fork?dry_run=true", "{'name':'copy'}")
                .is(200);
        assertEquals(3, tried.json().path("changes").size());
        api.get(COPY).isProblem(404, "unknown-group");
        assertTrue(api.log.topics().stream().noneMatch(Scope.group("copy")::equals));
    }

    @Test
    void whatFailsInBetweenIsToldAndMayBeRepeated() {
        api.log.become(DecidedLog.Mood.UNREACHABLE);
        Api.Reply failed = fork("{'name':'copy'}").isProblem(503, "log-unreachable");
        assertEquals("false", failed.at("/may_still_be_decided"));
        api.log.become(DecidedLog.Mood.PROMPT);
        fork("{'name':'copy'}").is(200);
    }

    @Test
    void aRepetitionGetsTheFirstAnswer() {
        Api.Reply first = fork("{'name':'copy'}", "Idempotency-Key", "k").is(200);
        api.send("PATCH", GROUP + "/routes/r1", "{'priority':7}").is(200);
        Api.Reply again = fork("{'name':'copy'}", "Idempotency-Key", "k").is(200);
        assertEquals(first.json(), again.json());
        assertEquals("true", again.header("Logway-Repeated"));
    }

    @Test
    void faultsAreNamed() {
        fork("{'name':'copy','at':9}").isProblem(404, "unknown-moment");
        api.send("POST", "/v1/groups/nope/fork", "{'name':'copy'}").isProblem(404, "unknown-group");
        Map.of("{}", "/name", "{'name':'No'}", "/name", "{'name':7}", "/name", "{'name':'a','at':0}", "/at")
                .forEach((body, pointer) -> assertEquals(
                        pointer, fork(body).isProblem(422, "invalid-document").at("/errors/0/pointer"), body));
    }
}
