package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.fleet.InstanceState;
import dev.logway.domain.image.Digest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How far revisions have come, asked once and followed live. */
class RolloutWireTest {
    private static final String ROLLOUT = "/v1/groups/default/rollout";
    private static final String ROUTE = "/v1/groups/default/routes/r1";
    private static final String BODY = "{'uri':'/b','upstream_id':'u1'}";

    /** When the fixture's log decides its fourth command. */
    private static final Instant DECIDED = Instant.parse("2026-01-02T03:04:05.706Z");

    private final Api api = new Api().withRoute();

    @AfterEach
    void close() {
        api.close();
    }

    private void report(String id, InstanceState state, long revision, long millis) {
        var heartbeat = new Heartbeat(
                new InstanceId("default", id),
                new Heartbeat.Address("host", List.of("http://127.0.0.1:9080"), "0.1", null, "z1"),
                new Heartbeat.Serving(revision, Digest.EMPTY),
                state == InstanceState.HEARTBEAT_ONLY ? List.of("routes/r1 is set aside: bad") : List.of(),
                Duration.ofSeconds(7));
        Instant at = DECIDED.plusMillis(millis);
        api.fleet.put(new Instance(state, at, at.plusSeconds(1), revision < 3 ? DECIDED : null, at, heartbeat));
    }

    @Test
    void aRolloutSaysHowManyServeEachRevisionAndWhoLags() {
        report("e1", InstanceState.HEALTHY, 3, 20);
        report("e2", InstanceState.HEARTBEAT_ONLY, 3, 40);
        report("e3", InstanceState.HEALTHY, 1, 0);
        var reply = api.get(ROLLOUT).is(200);
        assertEquals("3", reply.header("Logway-Revision"));
        JsonNode body = reply.json();
        assertEquals(3, body.path("revision").asLong());
        assertEquals("2026-01-02T03:04:05.699Z", body.path("decided_at").asText());
        assertEquals(3, body.path("instances").asLong());
        assertEquals(2, body.path("healthy").asLong());
        assertEquals(1, body.path("applied").asLong());
        assertEquals(2, body.path("revisions").size());
        assertEquals(
                "{'revision':3,'instances':2,'healthy':1,'since':'2026-01-02T03:04:05.726Z','latest':'2026-01-02T03:04:05.746Z'}",
                body.at("/revisions/0").toString().replace('"', '\''));
        assertEquals(1, body.at("/revisions/1/revision").asLong());
        assertEquals(0, body.path("revisions_omitted").asLong());
        assertEquals("routes/r1 is set aside: bad", body.at("/items/1/errors/0").asText());
        assertEquals(2, body.at("/items/2/lag_revisions").asLong());
        assertTrue(body.at("/items/2/lag_ms").asLong() > 0);
        var page = api.get(ROLLOUT + "?limit=2").json();
        assertEquals(
                "e3", api.get(ROLLOUT + "?cursor=" + page.path("next").asText()).at("/items/0/id"));
    }

    @Test
    void theNewestRevisionIsThereBeforeAnybodyServesIt() {
        JsonNode body = api.get(ROLLOUT).is(200).json();
        assertEquals(3, body.at("/revisions/0/revision").asLong());
        assertEquals(0, body.at("/revisions/0/instances").asLong());
        assertTrue(body.at("/revisions/0/since").isNull());
        assertEquals(0, body.path("items").size());
        api.get("/v1/groups/nope/rollout").isProblem(404, "unknown-group");
    }

    @Test
    void ofManyRevisionsTheNewestAreShown() {
        for (int revision = 1; revision <= 120; revision++) {
            report("e" + revision, InstanceState.HEALTHY, 1_000 + revision, 0);
        }
        JsonNode body = api.get(ROLLOUT).is(200).json();
        assertEquals(100, body.path("revisions").size());
        assertEquals(1_120, body.at("/revisions/0/revision").asLong());
        assertEquals(21, body.path("revisions_omitted").asLong());
    }

    @Test
    void aLiveRolloutTellsWhatChangesAndNothingTwice() throws IOException {
        report("e1", InstanceState.HEALTHY, 3, 0);
        try (var stream = LiveStream.open(api, "GET", ROLLOUT, "", "")) {
            var whole = stream.next();
            assertEquals("rollout", whole.event());
            assertEquals("e1", whole.at("/items/0/id"));
            api.put(ROUTE, BODY).is(200);
            var revision = stream.next();
            assertEquals("revision", revision.event());
            assertEquals("4", revision.at("/revision"));
            report("e1", InstanceState.HEALTHY, 3, 0);
            report("e1", InstanceState.HEALTHY, 4, 30);
            var receipt = stream.next();
            assertEquals("receipt", receipt.event());
            assertEquals("4", receipt.at("/revision"));
            assertEquals("30", receipt.at("/ms"));
            report("e2", InstanceState.HEALTHY, 4, 35);
            assertEquals("e2", stream.next().at("/id"));
            report("e1", InstanceState.OFFLINE, 4, 40);
            var offline = stream.next();
            assertEquals("instance", offline.event());
            assertEquals("offline", offline.at("/state"));
            api.fleet.forget(new InstanceId("default", "e1"));
            assertEquals("gone", stream.next().event());
        }
        api.get(ROLLOUT + "?limit=3", "Accept", "text/event-stream").isProblem(400, "invalid-parameter");
    }

    @Test
    void aChangeIsFollowedReceiptByReceipt() throws IOException {
        report("e1", InstanceState.HEALTHY, 3, 0);
        report("e2", InstanceState.HEALTHY, 3, 0);
        try (var stream = LiveStream.open(api, "PUT", ROUTE + "?wait=applied&timeout=20s", "", BODY)) {
            assertEquals("HTTP/1.1 200 OK", stream.status());
            assertEquals("4", stream.header("Logway-Revision"));
            assertEquals("\"4\"", stream.header("ETag"));
            assertEquals("no-store", stream.header("Cache-Control"));
            var decided = stream.next();
            assertEquals("decided", decided.event());
            assertEquals("/b", decided.at("/uri"));
            report("e2", InstanceState.HEALTHY, 4, 12);
            var first = stream.next();
            assertEquals(
                    "{'instance':'e2','zone':'z1','state':'healthy','revision':4,'at':'2026-01-02T03:04:05.718Z','ms':12}",
                    first.data().replace('"', '\''));
            report("e1", InstanceState.HEALTHY, 4, 50);
            var second = stream.next();
            assertEquals("receipt", second.event(), "before it is done");
            assertEquals("50", second.at("/ms"));
            var done = stream.next();
            assertEquals("done", done.event());
            assertEquals(
                    "{'revision':4,'wait':'applied','instances':2,'ms':50}",
                    done.data().replace('"', '\''));
            assertTrue(stream.endsWhole());
        }
    }

    @Test
    void aFollowerIsToldWhoIsMissingWhenTimeRunsOut() throws IOException {
        report("e1", InstanceState.HEALTHY, 4, 5);
        report("e2", InstanceState.HEALTHY, 3, 0);
        try (var stream =
                LiveStream.open(api, "POST", "/v1/groups/default/changesets?timeout=100ms", "", changeset())) {
            var seen = new ArrayList<String>();
            LiveStream.Frame last = stream.next();
            for (; !last.event().equals("timeout"); last = stream.next()) {
                seen.add(last.event());
            }
            assertEquals(List.of("decided", "receipt"), seen);
            assertEquals("applied", last.at("/wait"));
            assertEquals("e2", last.at("/lagging/0/id"));
            assertTrue(stream.endsWhole());
        }
    }

    @Test
    void whatIsEnoughEndsTheStream() throws IOException {
        report("e1", InstanceState.HEALTHY, 4, 5);
        report("e2", InstanceState.HEALTHY, 3, 0);
        try (var stream = LiveStream.open(api, "DELETE", ROUTE + "?wait=1", "", "")) {
            assertEquals("{'id':'r1','deleted':true}", stream.next().data().replace('"', '\''));
            assertEquals("receipt", stream.next().event());
            assertEquals("done", stream.next().event());
            assertTrue(stream.endsWhole());
        }
    }

    @Test
    void whoGoesAwayEndsTheWatchAndNotTheChange() throws IOException {
        report("e1", InstanceState.HEALTHY, 3, 0);
        try (var stream = LiveStream.open(api, "PUT", ROUTE + "?timeout=60s", "", BODY)) {
            assertEquals("decided", stream.next().event());
        }
        assertEquals("/b", api.get(ROUTE).at("/uri"));
    }

    @Test
    void aRefusalIsAnAnswerAsEver() {
        String events = "text/event-stream";
        api.send("PUT", ROUTE, "{'uri':'/b','upstream_id':'nobody'}", "Accept", events)
                .isProblem(422, "unknown-reference");
        api.send("PUT", ROUTE + "?wait=none", BODY, "Accept", events).isProblem(400, "invalid-parameter");
        api.send("PUT", ROUTE + "?wait=accepted", BODY, "Accept", events).isProblem(400, "invalid-parameter");
        api.send("PUT", ROUTE + "?dry_run=true", BODY, "Accept", events).isProblem(400, "invalid-parameter");
        assertFalse(api.get(ROUTE).text().contains("/b"));
    }

    private static String changeset() {
        return "{'changes':[{'op':'put','kind':'routes','id':'r1','value':{'uri':'/b','upstream_id':'u1'}}]}";
    }
}
