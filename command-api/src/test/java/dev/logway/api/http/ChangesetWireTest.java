package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesetWireTest {
    private static final String CHANGESETS = "/v1/groups/default/changesets";

    private final Api api = new Api();

    @BeforeEach
    void make() {
        api.withRoute();
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Api.Reply post(String changes, String query) {
        return api.send("POST", CHANGESETS + query, "{'reason':'why','changes':[" + changes + "]}");
    }

    private static String route(int number) {
        return "{'op':'put','kind':'routes','id':'n" + number + "','value':{'uri':'/n" + number
                + "','upstream_id':'u1'}}";
    }

    private static String deletion(int number) {
        return "{'op':'delete','kind':'routes','id':'n" + number + "'}";
    }

    private static String each(int count, IntFunction<String> change) {
        return IntStream.range(0, count).mapToObj(change).collect(Collectors.joining(","));
    }

    @Test
    void severalChangesMakeOneRevision() {
        var reply = post(
                        "{'op':'put','kind':'routes','id':'r2','value':{'uri':'/b','upstream_id':'u2'}},"
                                + "{'op':'delete','kind':'routes','id':'r1'},"
                                + "{'op':'put','kind':'upstreams','id':'u2','value':{'nodes':{'a:1':1}}},"
                                + "{'op':'delete','kind':'upstreams','id':'u1'}",
                        "")
                .is(200);
        assertEquals(4, reply.json().path("revision").asLong());
        assertEquals("4", reply.header("Logway-Revision"));
        assertEquals(reply.at("/command_id"), reply.header("Logway-Command-Id"));
        assertEquals(4, reply.json().path("changes").size());
        assertEquals("deleted", reply.at("/changes/0/result"));
        assertEquals("created", reply.at("/changes/1/result"));
        api.get("/v1/groups/default/routes/r1").is(404);
        api.get("/v1/groups/default/routes/r2").is(200);
        assertEquals("why", api.get("/v1/groups/default/events?after=3").at("/items/0/reason"));
    }

    @Test
    void oneBadChangeStopsAll() {
        var reply = post(
                "{'op':'put','kind':'routes','id':'r2','value':{'uri':'/b','upstream_id':'u1'}},"
                        + "{'op':'put','kind':'routes','id':'r3','value':{'uri':'/b','service_id':'s9'}},"
                        + "{'op':'delete','kind':'routes','id':'r9'}",
                "");
        assertEquals(2, reply.json().path("errors").size(), reply.text());
        var codes = IntStream.range(0, 2)
                .mapToObj(i -> reply.at("/errors/" + i + "/code") + " " + reply.at("/errors/" + i + "/pointer"))
                .sorted()
                .toList();
        assertEquals(List.of("resource-not-found /changes/2", "unknown-reference /changes/1/value/service_id"), codes);
        api.get("/v1/groups/default/routes/r2").is(404);
        assertEquals("3", api.get("/v1/groups/default/routes").header("Logway-Revision"));
    }

    @Test
    void faultsPointIntoTheBody() {
        var reply = post(
                        "{'op':'delete','kind':'routes','id':'r1'},{'op':'put','kind':'routes','id':'r2','value':{'uri':5}}",
                        "")
                .isProblem(422, "invalid-document");
        assertTrue(reply.text().contains("/changes/1/value/uri"), reply.text());
    }

    @Test
    void theGroupGoesWithEverythingInIt() {
        post(
                        "{'op':'delete','kind':'groups','id':'default'},{'op':'delete','kind':'routes','id':'r1'},"
                                + "{'op':'delete','kind':'upstreams','id':'u1'}",
                        "")
                .is(200);
        api.get("/v1/groups/default").isProblem(404, "unknown-group");
        assertEquals(
                4,
                api.get("/v1/groups/default/events")
                        .is(200)
                        .json()
                        .path("items")
                        .size());
    }

    @Test
    void aGroupCanBeMadeWithWhatIsInIt() {
        api.send(
                        "POST",
                        "/v1/groups/blue/changesets",
                        "{'changes':[{'op':'put','kind':'groups','id':'blue','value':{}},"
                                + "{'op':'put','kind':'upstreams','id':'u','value':{'nodes':{'a:1':1}}}]}")
                .is(200);
        assertEquals("1", api.get("/v1/groups/blue/upstreams/u").is(200).header("Logway-Revision"));
    }

    @Test
    void aResourceIsChangedOnceOnly() {
        post(deletion(1) + "," + deletion(1), "").isProblem(422, "duplicate-change");
        post("{'op':'delete','kind':'groups','id':'other'}", "").isProblem(422, "wrong-scope");
    }

    @Test
    void aLargePartOfAGroupGoesOnlyByForce() {
        post(each(30, ChangesetWireTest::route), "").is(200);
        var refused = post(each(21, ChangesetWireTest::deletion), "").isProblem(409, "too-many-deletes");
        assertTrue(refused.at("/detail").contains("force=true"), refused.text());
        post(each(21, ChangesetWireTest::deletion), "?force=true").is(200);
        assertEquals(
                10, api.get("/v1/groups/default/routes").json().path("items").size());
    }

    @Test
    void aLargeChangesetIsTaken() {
        String changes = each(2_000, ChangesetWireTest::route);
        assertTrue(changes.length() > 64 * 1024, "read on a worker");
        assertEquals(2_000, post(changes, "").is(200).json().path("changes").size());
        assertEquals(
                0, post(changes, "?dry_run=true").is(200).json().path("changes").size());
    }

    @Test
    void conditionsOnOneResourceAreNotTaken() {
        String body = "{'changes':[" + deletion(1) + "]}";
        api.send("POST", CHANGESETS, body, "If-Match", "\"3\"").isProblem(400, "invalid-header");
        api.send("POST", CHANGESETS, body, "If-None-Match", "*").isProblem(400, "invalid-header");
    }

    @Test
    void aRepeatedChangesetGetsTheFirstAnswer() {
        String body = "{'changes':[" + route(1) + "]}";
        var first = api.send("POST", CHANGESETS, body, "Idempotency-Key", "k").is(200);
        var again = api.send("POST", CHANGESETS, body, "Idempotency-Key", "k").is(200);
        assertEquals(first.json(), again.json());
        assertEquals("true", again.header("Logway-Repeated"));
    }
}
