package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.fleet.InstanceState;
import dev.logway.domain.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitWireTest {
    private static final String ROUTE = "/v1/groups/default/routes/r1";
    private static final String BODY = "{'uri':'/b','upstream_id':'u1'}";
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private final Api api = new Api();

    @BeforeEach
    void make() {
        api.withRoute();
    }

    @AfterEach
    void close() {
        api.close();
    }

    private void report(String id, InstanceState state, long revision) {
        report(id, "z1", state, revision);
    }

    private void report(String id, String zone, InstanceState state, long revision) {
        var heartbeat = new Heartbeat(
                new InstanceId("default", id),
                new Heartbeat.Address("host", List.of("http://127.0.0.1:9080"), "0.1", null, zone),
                new Heartbeat.Serving(revision, Digest.EMPTY),
                List.of("an error"),
                Duration.ofSeconds(7));
        api.fleet.put(new Instance(state, THEN, THEN.plusSeconds(1), THEN, THEN.plusMillis(7), heartbeat));
    }

    @Test
    void noWaitAnswersOnceTheLogHasTheCommand() {
        api.log.become(DecidedLog.Mood.HOLDING);
        var reply = api.put(ROUTE + "?wait=none", BODY).is(202);
        String id = reply.at("/command_id");
        assertEquals("pending", reply.at("/outcome"));
        assertEquals("/v1/commands/" + id, reply.header("Location"));
        assertEquals("pending", api.get("/v1/commands/" + id).is(200).at("/outcome"));
        api.log.decideHeld();
        var decided = api.get("/v1/commands/" + id).is(200);
        assertEquals("accepted", decided.at("/outcome"));
        assertEquals("default", decided.at("/group"));
        assertEquals(4, decided.json().path("revision").asLong());
        assertEquals("/b", decided.at("/changes/0/value/uri"));
    }

    @Test
    void noOutcomeInTimeIsSaidWithTheCommandAndItsChances() {
        api.log.become(DecidedLog.Mood.HOLDING);
        var reply = api.put(ROUTE, BODY).isProblem(503, "outcome-unknown");
        String id = reply.at("/command_id");
        assertTrue(reply.json().path("may_still_be_decided").asBoolean());
        assertTrue(reply.at("/detail").contains("/v1/commands/" + id), reply.text());
        assertEquals(id, reply.header("Logway-Command-Id"));
        api.get("/v1/commands/" + id).isProblem(404, "unknown-command");
        api.log.decideHeld();
        assertEquals("accepted", api.get("/v1/commands/" + id).at("/outcome"));
        assertEquals(0, api.outcomes.outstanding());
    }

    @Test
    void anUnreachableLogIsSaidWithTheCommandAndItsChances() {
        api.log.become(DecidedLog.Mood.UNREACHABLE);
        var reply = api.put(ROUTE, BODY).isProblem(503, "log-unreachable");
        assertFalse(reply.json().path("may_still_be_decided").asBoolean(true));
        assertEquals(36, reply.at("/command_id").length());
        api.put(ROUTE + "?wait=none", BODY).isProblem(503, "log-unreachable");
        api.log.become(DecidedLog.Mood.STUCK);
        assertTrue(api.put(ROUTE, BODY)
                .isProblem(503, "log-unreachable")
                .json()
                .path("may_still_be_decided")
                .asBoolean());
        assertTrue(api.put(ROUTE + "?wait=none", BODY)
                .isProblem(503, "log-unreachable")
                .json()
                .path("may_still_be_decided")
                .asBoolean());
        assertEquals(0, api.outcomes.outstanding());
        api.get(ROUTE).is(200);
    }

    @Test
    void theAnswerWaitsUntilThisNodeShowsTheChange() {
        api.log.become(DecidedLog.Mood.SHOWING_LATE);
        var pending = api.sendAsync("PUT", ROUTE + "?timeout=20s", BODY);
        api.log.awaitAppended(4);
        api.log.showImages();
        Api.settled(pending).is(200);
        assertEquals("/b", api.get(ROUTE).at("/uri"));
    }

    @Test
    void aNodeThatFallsBehindSaysThatTheCommandWasAccepted() {
        api.log.become(DecidedLog.Mood.SHOWING_LATE);
        var reply = api.put(ROUTE, BODY).is(202);
        assertEquals("accepted", reply.at("/outcome"));
        assertEquals(4, reply.json().path("revision").asLong());
        assertEquals(3, reply.json().path("shown_revision").asLong());
    }

    @Test
    void appliedWaitsForEveryHealthyInstance() {
        report("e1", InstanceState.HEALTHY, 3);
        report("e2", InstanceState.HEALTHY, 3);
        report("e3", InstanceState.OFFLINE, 1);
        var pending = api.sendAsync("PUT", ROUTE + "?wait=applied&timeout=20s", BODY);
        report("e1", InstanceState.HEALTHY, 4);
        assertFalse(pending.isDone());
        report("e2", InstanceState.HEALTHY, 5);
        var reply = Api.settled(pending).is(200);
        assertEquals("2", reply.header("Logway-Instances"));
        assertEquals("/b", reply.at("/uri"));
    }

    @Test
    void anInstanceThatIsNoLongerHealthyIsNotWaitedFor() {
        report("e1", InstanceState.HEALTHY, 3);
        var pending = api.sendAsync("PUT", ROUTE + "?wait=applied&timeout=20s", BODY);
        report("e1", InstanceState.HEARTBEAT_ONLY, 3);
        assertEquals("0", Api.settled(pending).is(200).header("Logway-Instances"));
        report("e1", InstanceState.HEALTHY, 3);
        var second = api.sendAsync("PUT", ROUTE + "?wait=applied&timeout=20s", BODY);
        api.fleet.forget(new InstanceId("default", "e1"));
        Api.settled(second).is(200);
    }

    @Test
    void aGroupWithoutInstancesIsAppliedAtOnce() {
        assertEquals("0", api.put(ROUTE + "?wait=applied", BODY).is(200).header("Logway-Instances"));
    }

    @Test
    void whoLagsIsNamedWhenTimeRunsOut() {
        report("e1", InstanceState.HEALTHY, 4);
        report("e2", InstanceState.HEALTHY, 2);
        var reply = api.put(ROUTE + "?wait=applied&timeout=100ms", BODY).is(202);
        assertEquals("accepted", reply.at("/outcome"));
        assertEquals(1, reply.json().path("lagging").size());
        assertEquals("e2", reply.at("/lagging/0/id"));
        assertEquals(2, reply.json().at("/lagging/0/revision").asLong());
        assertEquals(2, reply.json().at("/lagging/0/lag_revisions").asLong());
    }

    @Test
    void aQuorumANumberOrAZoneIsEnoughIfAskedFor() {
        report("e1", "z1", InstanceState.HEALTHY, 99);
        report("e2", "z1", InstanceState.HEALTHY, 3);
        report("e3", "z2", InstanceState.HEALTHY, 99);
        report("e4", "z2", InstanceState.OFFLINE, 1);
        for (String wait : List.of("quorum", "2", "zone", "zone:z2")) {
            var reply = api.put(ROUTE + "?wait=" + wait, BODY).is(200);
            assertEquals(wait.equals("zone:z2") ? "1" : "2", reply.header("Logway-Instances"), wait);
            assertTrue(
                    reply.header("Logway-Receipts").contains("\"e3\";revision=99;ms=0"),
                    reply.header("Logway-Receipts"));
        }
        for (String wait : List.of("applied", "3", "zone:z1")) {
            var reply = api.put(ROUTE + "?timeout=100ms&wait=" + wait, BODY).is(202);
            assertEquals(wait, reply.at("/wait"));
            assertEquals("e2", reply.at("/lagging/0/id"), wait);
            assertEquals("e1", reply.at("/receipts/0/instance"), wait);
            assertEquals("z1", reply.at("/receipts/0/zone"), wait);
            assertEquals("2026-01-01T00:00:00.007Z", reply.at("/receipts/0/at"), wait);
        }
    }

    @Test
    void aZoneIsWaitedForUntilItHasReported() {
        report("e1", "z1", InstanceState.HEALTHY, 3);
        report("e2", "z2", InstanceState.HEALTHY, 3);
        var pending = api.sendAsync("PUT", ROUTE + "?wait=zone:z2&timeout=20s", BODY);
        api.log.awaitAppended(4);
        report("e1", "z1", InstanceState.HEALTHY, 4);
        assertFalse(pending.isDone());
        report("e2", "z2", InstanceState.HEALTHY, 4);
        assertEquals("1", Api.settled(pending).is(200).header("Logway-Instances"));
    }

    @Test
    void whatCannotBeWaitedForIsRefusedWithWhatCan() {
        for (String wait : List.of("0", "-1", "10000", "01", "all", "zone:", "APPLIED", "quorum,2")) {
            var reply = api.put(ROUTE + "?wait=" + wait, BODY).isProblem(400, "invalid-parameter");
            assertTrue(reply.at("/detail").contains("none, accepted, applied, quorum, zone"), reply.text());
        }
        var nowhere = api.put(ROUTE + "?wait=zone:z9", BODY).isProblem(400, "invalid-parameter");
        assertTrue(nowhere.at("/detail").contains("no instance of the group names one"), nowhere.text());
        report("e1", "z1", InstanceState.OFFLINE, 3);
        var reply = api.put(ROUTE + "?wait=zone:z9", BODY).isProblem(400, "invalid-parameter");
        assertTrue(reply.at("/detail").contains("of the group: z1"), reply.text());
        assertEquals(3, api.log.appended(), "nothing was sent");
    }

    @Test
    void instancesAreShownAsTheProjectorJudgesThem() {
        report("e1", InstanceState.HEALTHY, 3);
        report("e2", InstanceState.HEARTBEAT_ONLY, 1);
        var reply = api.get("/v1/groups/default/instances").is(200);
        assertEquals(2, reply.json().path("items").size());
        assertEquals("healthy", reply.at("/items/0/state"));
        assertEquals(0, reply.json().at("/items/0/lag_revisions").asLong());
        assertEquals(0, reply.json().at("/items/0/lag_ms").asLong());
        var second = reply.json().at("/items/1");
        assertEquals("e2", second.path("id").asText());
        assertEquals("heartbeat_only", second.path("state").asText());
        assertEquals("2026-01-01T00:00:00.000Z", second.path("since").asText());
        assertEquals("2026-01-01T00:00:01.000Z", second.path("last_seen").asText());
        assertEquals("2026-01-01T00:00:00.007Z", second.path("serving_since").asText());
        assertEquals(2, second.path("lag_revisions").asLong());
        assertTrue(second.path("lag_ms").asLong() > 0);
        assertEquals("an error", second.at("/errors/0").asText());
        assertEquals("http://127.0.0.1:9080", second.at("/addresses/0").asText());
        assertEquals("z1", second.path("zone").asText());
        assertTrue(second.path("region").isNull());
        assertEquals(7_000, second.path("uptime_ms").asLong());
        assertEquals(64, second.path("digest").asText().length());
        var past = api.get("/v1/groups/default/instances?at=2").isProblem(400, "invalid-parameter");
        assertTrue(past.at("/detail").startsWith("at: 2 (expected: nothing; the log keeps how"), past.text());
        var page = api.get("/v1/groups/default/instances?limit=1").json();
        var rest = api.get("/v1/groups/default/instances?cursor="
                        + page.path("next").asText())
                .json();
        assertEquals("e2", rest.at("/items/0/id").asText());
    }

    @Test
    void tooManyCommandsAtOnceAreTurnedAway() {
        try (var small = new Api(1, 100)) {
            small.put("/v1/groups/default", "{}").is(201);
            small.log.become(DecidedLog.Mood.HOLDING);
            var first = small.sendAsync("PUT", "/v1/groups/default?timeout=20s", "{'desc':'a'}");
            small.log.awaitAppended(2);
            var turnedAway = small.put("/v1/groups/default", "{'desc':'b'}").isProblem(503, "overloaded");
            assertEquals("1", turnedAway.header("Retry-After"));
            small.log.decideHeld();
            Api.settled(first).is(200);
            small.log.become(DecidedLog.Mood.PROMPT);
            small.put("/v1/groups/default", "{'desc':'b'}").is(200);
        }
    }
}
