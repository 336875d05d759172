package dev.logway.verify.endtoend;

import static dev.logway.verify.endtoend.LogwaySystem.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Hash;
import dev.logway.domain.image.ScopeImage;
import dev.logway.edge.EdgeNode;
import dev.logway.log.CheckpointWriter;
import dev.logway.wire.Keys;
import dev.logway.wire.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What Logway promises over HTTP, whichever broker it runs on. Each test works on names of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EndToEndContract implements DeliveryContract, CanaryContract, SamplingContract {
    private static final String GROUP = "/v1/groups/" + LogwaySystem.GROUP;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private @Nullable LogwaySystem started;
    private @Nullable Origin origin;
    private String name = "";

    /** Makes sure that there is a broker, and says where. */
    abstract String startBroker(Path directory);

    abstract void stopBroker();

    @BeforeAll
    final void start(@TempDir Path directory) throws IOException {
        started = LogwaySystem.start(startBroker(directory), directory);
        Origin server = Origin.start("origin");
        origin = server;
        assertEquals(201, put("upstreams/origin", nodes(server.port())).status());
    }

    @AfterAll
    final void stop() {
        if (started != null) {
            started.close();
        }
        if (origin != null) {
            origin.close();
        }
        stopBroker();
    }

    @BeforeEach
    final void chooseName() {
        name = "t" + NUMBER.incrementAndGet();
    }

    @Test
    final void aRouteIsServedByBothEdgesWhenItWasAppliedEverywhere() {
        Answer made = put("routes/" + name + "?wait=applied", route(name));

        assertEquals(201, made.status(), made::toString);
        for (int edge = 0; edge < 2; edge++) {
            Answer answer = system().traffic(edge, "/" + name + "/x?y=1");
            assertEquals("origin GET /" + name + "/x?y=1", answer.text());
        }
    }

    @Test
    final void noRouteIsTheAnswerApisixGives() {
        Answer answer = system().traffic(0, "/" + name);

        assertEquals(404, answer.status());
        assertEquals("{\"error_msg\":\"404 Route Not Found\"}", answer.text().strip());
    }

    @Test
    final void aPutOfWhatAGetReturnedIsAcceptedAndChangesNothing() {
        put("routes/" + name, route(name));
        Answer read = get("routes/" + name);

        Answer again = put("routes/" + name, read.text());

        assertEquals(200, again.status(), again::toString);
        assertEquals(read.json(), again.json());
        assertEquals(read.header("ETag"), again.header("ETag"));
        assertTrue(again.revision() > read.revision(), "an accepted command is a revision");
    }

    @Test
    final void aGetAfterAPutSeesIt() {
        for (int i = 0; i < 20; i++) {
            put("routes/" + name, """
                    {"uri": "/%s/%d", "upstream_id": "origin"}""".formatted(name, i));
            assertEquals(
                    "/" + name + "/" + i,
                    get("routes/" + name).json().path("uri").asText());
        }
    }

    @Test
    final void aDeletedRouteIsGoneEverywhere() {
        put("routes/" + name + "?wait=applied", route(name));

        Answer deleted = system().api("DELETE", GROUP + "/routes/" + name + "?wait=applied", null);

        assertEquals(2, deleted.status() / 100, deleted::toString);
        assertEquals(404, get("routes/" + name).status());
        assertEquals(404, system().traffic(0, "/" + name + "/x").status());
        assertEquals(404, system().traffic(1, "/" + name + "/x").status());
    }

    @Test
    final void aPatchMergesAndNullRemoves() {
        put("routes/" + name, """
                {"uri": "/%s", "upstream_id": "origin", "desc": "old", "labels": {"a": "1", "b": "2"}}""".formatted(name));

        Answer patched = system().api("PATCH", GROUP + "/routes/" + name, """
                {"desc": null, "labels": {"b": null, "c": "3"}}""");

        assertEquals(200, patched.status(), patched::toString);
        assertFalse(patched.json().has("desc"));
        assertEquals("{\"a\":\"1\",\"c\":\"3\"}", patched.json().path("labels").toString());
    }

    @Test
    final void anUpstreamInUseIsNotDeletedAndItsUsersAreNamed() {
        put("upstreams/" + name, nodes(1));
        put("routes/" + name, """
                {"uri": "/%s", "upstream_id": "%s"}""".formatted(name, name));

        Answer refused = system().api("DELETE", GROUP + "/upstreams/" + name, null);

        assertEquals(409, refused.status());
        assertEquals("resource-in-use", refused.code());
        assertTrue(refused.text().contains("routes/" + name), refused::text);
    }

    @Test
    final void aReferenceToNothingIsRefused() {
        Answer refused = put("routes/" + name, """
                {"uri": "/%s", "upstream_id": "no-such"}""".formatted(name));

        assertEquals(422, refused.status());
        assertTrue(refused.text().contains("upstreams/no-such"), refused::text);
        assertEquals(404, get("routes/" + name).status());
    }

    @Test
    final void aChangesetIsOneRevisionInAnyOrderAndAllOrNothing() {
        Answer made = system().api("POST", GROUP + "/changesets", """
                {"reason": "both at once", "changes": [
                  {"op": "put", "kind": "routes", "id": "%1$s", "value": {"uri": "/%1$s", "upstream_id": "%1$s"}},
                  {"op": "put", "kind": "upstreams", "id": "%1$s", "value": {"nodes": {"127.0.0.1:1": 1}}}]}""".formatted(name));
        assertEquals(2, made.status() / 100, made::toString);
        assertEquals(
                get("routes/" + name).header("ETag"), get("upstreams/" + name).header("ETag"));

        Answer refused = system().api("POST", GROUP + "/changesets", """
                {"changes": [
                  {"op": "delete", "kind": "routes", "id": "%1$s"},
                  {"op": "delete", "kind": "routes", "id": "no-such"}]}""".formatted(name));
        assertEquals(404, refused.status(), refused::toString);
        assertEquals(200, get("routes/" + name).status());
    }

    @Test
    final void aStaleIfMatchIsRefusedByTheProjector() {
        String etag = put("routes/" + name, route(name)).header("ETag");
        assertEquals(
                200, put("routes/" + name, disabled(name), "If-Match", etag).status());

        Answer stale = put("routes/" + name, route(name), "If-Match", etag);

        assertEquals(412, stale.status(), stale::toString);
        assertEquals("revision-mismatch", stale.code());
        assertEquals(
                412, put("routes/" + name, route(name), "If-None-Match", "*").status());
        Answer command = system().api("GET", "/v1/commands/" + stale.header("Logway-Command-Id"), null);
        assertEquals(200, command.status(), command::toString);
        assertTrue(command.text().contains("rejected"), command::text);
    }

    @Test
    final void aRepeatedIdempotencyKeyGetsTheFirstAnswerAndChangesNothing() {
        Answer first = put("routes/" + name, route(name), "Idempotency-Key", "key-" + name);
        put("routes/" + name, disabled(name));

        Answer repeated = put("routes/" + name, route(name), "Idempotency-Key", "key-" + name);

        assertEquals(first.status(), repeated.status(), repeated::toString);
        assertEquals(first.header("ETag"), repeated.header("ETag"));
        assertEquals(first.json(), repeated.json());
        assertEquals(0, get("routes/" + name).json().path("status").asInt());
        Answer other = put("routes/" + name, disabled(name), "Idempotency-Key", "key-" + name);
        assertEquals(422, other.status(), other::toString);
        assertEquals("idempotency-key-reused", other.code());
    }

    @Test
    final void aDryRunDecidesAndChangesNothing() {
        long before = get("upstreams/origin").revision();

        Answer fine = put("routes/" + name + "?dry_run=true", route(name));
        Answer refused = put("routes/" + name + "?dry_run=true", """
                {"uri": "/x", "upstream_id": "no-such"}""");

        assertEquals(200, fine.status(), fine::toString);
        assertEquals(422, refused.status());
        assertEquals(404, get("routes/" + name).status());
        assertEquals(before, get("upstreams/origin").revision());
    }

    @Test
    final void everyMomentOfAGroupIsShownAgain() {
        String group = "/v1/groups/" + name;
        system().api("PUT", group, "{}");
        system().api("PUT", group + "/upstreams/u", nodes(1));
        var shown = new ArrayList<Answer>();
        for (int step = 1; step <= 20; step++) {
            system().api(
                            "PUT",
                            group + "/routes/r" + step % 3,
                            "{\"uri\": \"/%d\", \"upstream_id\": \"u\"}".formatted(step));
            if (step % 4 == 0) {
                system().api("DELETE", group + "/upstreams/u", null); // refused
            }
            shown.add(system().api("GET", group + "/routes", null));
        }
        // Backwards, so that each is folded anew, and then forwards, on top of those.
        for (Answer then : shown.reversed()) {
            assertShownAgain(group, then);
        }
        shown.forEach(then -> assertShownAgain(group, then));

        List<JsonNode> one = items(system().api("GET", group + "/events?limit=1&from=" + decidedAt(group, 20), null));
        assertEquals(20, one.getFirst().path("revision").asInt(), "a history that begins in its middle");
        List<JsonNode> refused =
                items(system().api("GET", group + "/events?outcome=rejected&id=u&from=" + decidedAt(group, 18), null));
        assertEquals(2, refused.size(), refused::toString);
        for (String moment : List.of("23", "1999-12-31T00:00:00Z", "2999-12-31T00:00:00Z")) {
            Answer never = system().api("GET", group + "/routes?at=" + moment, null);
            assertEquals("unknown-moment", never.code(), never::toString);
            assertEquals(1, never.json().at("/first/revision").asInt());
            assertEquals(22, never.json().at("/last/revision").asInt());
        }
        Answer blame = system().api("GET", group + "/routes/r0/blame", null);
        assertEquals(200, blame.status(), blame::toString);
        assertEquals(20, blame.json().path("revision").asInt());
        assertEquals(
                "changed",
                system().api("GET", group + "/diff?from=10", null)
                        .json()
                        .at("/items/0/change")
                        .asText());
    }

    @Test
    final void aChangeIsUndoneAndAGroupGoesBack() {
        String group = "/v1/groups/" + name;
        system().api("PUT", group, "{}");
        system().api("PUT", group + "/upstreams/u", nodes(1));
        system().api("PUT", group + "/routes/r", "{\"uri\": \"/r\", \"upstream_id\": \"u\"}");
        Answer changed = system().api("PATCH", group + "/routes/r", "{\"priority\": 7, \"desc\": \"x\"}");
        system().api("PATCH", group + "/routes/r", "{\"desc\": \"later\"}");
        String undo = "{\"revision\": " + changed.revision() + "}";

        Answer refused = system().api("POST", group + "/undo", undo);
        assertEquals("conflicting-changes", refused.code(), refused::toString);
        assertEquals("/desc", refused.json().at("/conflicts/0/pointer").asText());
        system().api("PATCH", group + "/routes/r", "{\"desc\": \"x\"}");
        Answer undone = system().api("POST", group + "/undo", undo);
        assertEquals(200, undone.status(), undone::toString);
        JsonNode route = system().api("GET", group + "/routes/r", null).json();
        assertEquals(0, route.path("priority").asInt());
        assertFalse(route.has("desc"), route::toString);

        Answer reverted = system().api("POST", group + "/revert", undo.replace("revision", "to"));
        assertEquals(200, reverted.status(), reverted::toString);
        assertEquals(
                7,
                system().api("GET", group + "/routes/r", null)
                        .json()
                        .path("priority")
                        .asInt());
        assertEquals(undone.revision() + 1, reverted.revision());
    }

    @Test
    final void aGroupIsForkedAndItsChangesArePromoted() {
        String live = "/v1/groups/" + name;
        String staging = live + "-staging";
        system().api("PUT", live, "{}");
        system().api("PUT", live + "/upstreams/u", nodes(1));
        system().api("PUT", live + "/routes/r", "{\"uri\": \"/r\", \"upstream_id\": \"u\"}");

        Answer forked = system().api("POST", live + "/fork", "{\"name\": \"" + name + "-staging\"}");
        assertEquals(200, forked.status(), forked::toString);
        system().api("PATCH", staging + "/routes/r", "{\"priority\": 7}");
        system().api("PATCH", live + "/routes/r", "{\"desc\": \"live\"}");
        Answer promoted =
                system().api("POST", live + "/promote", "{\"from\": \"" + name + "-staging\", \"revisions\": \"2\"}");

        assertEquals(200, promoted.status(), promoted::toString);
        JsonNode route = system().api("GET", live + "/routes/r", null).json();
        assertEquals(7, route.path("priority").asInt());
        assertEquals("live", route.path("desc").asText());
    }

    /**
     * Where no key is set by which checkpoints must be signed; where one is, they are not looked at. A node that was
     * asked before it heard of a checkpoint needs it no more, so there are several groups to ask about.
     */
    @Test
    final void aForgedCheckpointIsNoticedByTheEventThatFollowsIt() throws Exception {
        int groups = 50;
        try (var writer =
                new CheckpointWriter(Map.of("bootstrap.servers", system().bootstrap()), Topics.byDefault(), null)) {
            for (int number = 1; number <= groups; number++) {
                ScopeImage forged =
                        ScopeImage.empty(Scope.group(name + "-" + number)).at(3);
                writer.write(forged, Instant.EPOCH, new Hash("ab".repeat(32)));
            }
        }
        var asked = new AtomicInteger();
        until("the forgery is seen", () -> {
            String group = "/v1/groups/" + name + "-" + asked.incrementAndGet();
            for (int step = 1; step <= 5; step++) {
                system().api("PUT", group, "{\"desc\": \"%d\"}".formatted(step));
            }
            return system().api("GET", group + "?at=4", null).code().equals("history-damaged");
        });
        String group = "/v1/groups/" + name + "-" + asked;
        assertEquals(200, system().api("GET", group + "?at=2", null).status(), "what is before it is not touched");
    }

    private void assertShownAgain(String group, Answer then) {
        Answer byRevision = system().api("GET", group + "/routes?at=" + then.revision(), null);
        assertEquals(then.text(), byRevision.text());
        assertEquals(then.revision(), byRevision.revision());
        String at = decidedAt(group, then.revision());
        Answer byTime = system().api("GET", group + "/routes?at=" + at, null);
        assertTrue(byTime.revision() >= then.revision(), byTime::toString);
        assertEquals(at, decidedAt(group, byTime.revision()), "of revisions in one millisecond, the last");
    }

    private String decidedAt(String group, long revision) {
        return items(system().api("GET", group + "/events?limit=1&after=" + (revision - 1), null))
                .getFirst()
                .path("at")
                .asText();
    }

    @Test
    final void historyTellsWhoWhatWhenAndWhyOldestFirst() {
        String group = "/v1/groups/" + name;
        system().api("PUT", group, "{\"desc\": \"mine\"}");
        system().api("PUT", group + "/upstreams/u", nodes(1), "Logway-Reason", "an upstream");
        system().api(
                        "PUT",
                        group + "/routes/r",
                        "{\"uri\": \"/r\", \"upstream_id\": \"u\"}",
                        "Logway-Reason",
                        "a route");
        system().api("DELETE", group + "/upstreams/u", null);
        system().api("DELETE", group + "/routes/r", null, "Logway-Reason", "no longer");

        List<JsonNode> all = items(system().api("GET", group + "/events?after=0&limit=100", null));
        assertEquals(
                List.of(1L, 2L, 3L, 4L),
                all.stream().map(item -> item.path("revision").asLong()).toList());
        assertEquals("an upstream", all.get(1).path("reason").asText());
        assertEquals("no longer", all.get(3).path("reason").asText());
        for (JsonNode item : all) {
            assertEquals("admin", item.path("actor").asText());
            assertFalse(item.path("at").asText().isEmpty());
            assertFalse(item.path("command_id").asText().isEmpty());
            assertEquals(1, item.path("changes").size(), item::toString);
        }

        Answer page = system().api("GET", group + "/events?after=1&limit=2", null);
        assertEquals(
                List.of(2L, 3L),
                items(page).stream().map(item -> item.path("revision").asLong()).toList());
        assertFalse(page.json().path("next").isNull());
    }

    @Test
    final void listsPageAndFilter() {
        String group = "/v1/groups/" + name;
        system().api("PUT", group, "{}");
        for (int i = 0; i < 5; i++) {
            system().api("PUT", group + "/upstreams/u" + i, """
                    {"name": "upstream %d", "labels": {"parity": "%s"}, "nodes": {"127.0.0.1:1": 1}}""".formatted(i, i % 2 == 0 ? "even" : "odd"));
        }
        var ids = new ArrayList<String>();
        String cursor = "";
        do {
            Answer page = system().api("GET", group + "/upstreams?limit=2" + cursor, null);
            assertEquals(200, page.status(), page::toString);
            items(page).forEach(item -> ids.add(item.path("id").asText()));
            cursor = page.json().path("next").isNull()
                    ? ""
                    : "&cursor=" + page.json().path("next").asText();
        } while (!cursor.isEmpty());
        assertEquals(List.of("u0", "u1", "u2", "u3", "u4"), ids);
        assertEquals(
                2,
                items(system().api("GET", group + "/upstreams?label=parity:odd", null))
                        .size());
        assertEquals(
                1,
                items(system().api("GET", group + "/upstreams?name=upstream%203", null))
                        .size());
        assertEquals(400, system().api("GET", group + "/upstreams?label=", null).status());
    }

    @Test
    final void theFleetIsHealthyAndServesTheNewestRevision() {
        long revision = put("routes/" + name + "?wait=applied", route(name)).revision();

        until("both instances are healthy at " + revision, () -> {
            List<JsonNode> fleet = items(get("instances"));
            return fleet.stream()
                            .filter(item -> item.path("state").asText().equals("healthy")
                                    && item.path("revision").asLong() >= revision
                                    && item.path("lag_revisions").asLong() == 0
                                    && item.path("errors").isEmpty())
                            .count()
                    >= 2;
        });
        List<String> digests = items(get("instances")).stream()
                .filter(item -> item.path("state").asText().equals("healthy"))
                .map(item -> item.path("digest").asText())
                .distinct()
                .toList();
        assertEquals(1, digests.size(), digests::toString);
    }

    @Test
    final void waitAppliedNamesTheInstancesThatLag() {
        EdgeNode third = system().startEdge("edge-3");
        until("the third edge serves", third::isReady);
        until("the third edge counts as healthy", () -> healthy().contains("edge-3"));
        system().stopEdge(third);

        Answer lagging = put("routes/" + name + "?wait=applied&timeout=700ms", route(name));

        assertEquals(202, lagging.status(), lagging::toString);
        assertTrue(lagging.json().path("lagging").toString().contains("edge-3"), lagging::text);
        assertEquals(200, get("routes/" + name).status());
    }

    @Test
    final void waitNoneAnswersAtOnceWithAnIdToAskAbout() {
        Answer taken = put("routes/" + name + "?wait=none", route(name));

        assertEquals(202, taken.status(), taken::toString);
        String command = taken.header("Logway-Command-Id");
        until(
                "the command is decided",
                () -> system().api("GET", "/v1/commands/" + command, null)
                        .text()
                        .contains("accepted"));
    }

    @Test
    final void aPoisonCommandIsRejectedAndStopsNobody() {
        String topic = Topics.byDefault().commands();
        long before = get("upstreams/origin").revision();

        RawLog.append(
                system().bootstrap(), topic, Keys.of(Scope.group(LogwaySystem.GROUP)), "no command".getBytes(UTF_8));
        RawLog.append(system().bootstrap(), topic, "nonsense".getBytes(UTF_8), new byte[] {1, 2, 3});

        assertEquals(201, put("routes/" + name, route(name)).status());
        assertEquals(before + 1, get("upstreams/origin").revision());
        Answer rejected = get("events?outcome=rejected&after=0&limit=500");
        assertTrue(rejected.text().contains("undecodable-command"), rejected::text);
    }

    @Test
    final void aPoisonConfigRecordLeavesTheLastGoodTableServing() {
        put("routes/" + name + "?wait=applied", route(name));
        String topic = Topics.byDefault().config(Scope.group(LogwaySystem.GROUP));

        RawLog.append(system().bootstrap(), topic, ("routes/" + name).getBytes(UTF_8), "no config".getBytes(UTF_8));

        until(
                "an instance reports the record",
                () -> items(get("instances")).stream()
                        .anyMatch(item -> item.path("errors").toString().contains("routes/" + name)
                                && item.path("state").asText().equals("heartbeat_only")));
        assertEquals(200, system().traffic(0, "/" + name + "/x").status());
        assertEquals(200, system().traffic(1, "/" + name + "/x").status());

        put("routes/" + name, disabled(name));
        put("routes/" + name, route(name));
        until("both instances are healthy again", () -> healthy().containsAll(List.of("edge-1", "edge-2")));
        assertEquals(200, system().traffic(0, "/" + name + "/x").status());
    }

    @Test
    final void withoutAProjectorTheOutcomeIsUnknownAndLaterThere() {
        system().stopProjector();
        Answer unknown;
        try {
            unknown = put("routes/" + name, route(name));
            assertEquals(503, unknown.status(), unknown::toString);
            assertEquals("outcome-unknown", unknown.code());
            assertTrue(unknown.json().path("may_still_be_decided").asBoolean(), unknown::text);
            assertEquals(404, system().traffic(0, "/" + name + "/x").status());
        } finally {
            system().startProjector();
        }
        String command = unknown.header("Logway-Command-Id");
        assertNotEquals("", command);
        until(
                "the command is decided",
                () -> system().api("GET", "/v1/commands/" + command, null)
                        .text()
                        .contains("accepted"));
        assertEquals(200, get("routes/" + name).status());
    }

    @Test
    final void aChangeForLaterIsServedOnceItsTimeHasComeThoughTheProjectorWasAway() {
        Instant at = Instant.now().plusSeconds(2);
        Answer planned = put("routes/" + name + "?effective_at=" + at, route(name));
        assertEquals(202, planned.status(), planned::toString);
        String waiting = planned.header("Location");
        assertEquals(200, system().api("GET", waiting, null).status());
        assertEquals(404, system().traffic(0, "/" + name + "/x").status());

        system().stopProjector();
        system().startProjector();

        until("it is served", () -> system().traffic(0, "/" + name + "/x").status() == 200);
        until("it no longer waits", () -> system().api("GET", waiting, null).status() == 404);
        JsonNode made = items(get("routes/" + name + "/events")).getLast();
        assertEquals("logway:calendar", made.path("actor").asText());
        assertEquals(
                "admin", get("routes/" + name).json().at("/meta/updated_by").asText());
        assertEquals(1, items(get("routes/" + name + "/events?outcome=all")).size(), "it is made once");
    }

    @Test
    final void aChangeForAWhileIsServedAndThenTakenBack() {
        put("routes/" + name, disabled(name));

        Answer made = put(
                "routes/" + name + "?wait=applied&expires_at=" + Instant.now().plusSeconds(2), route(name));

        assertEquals(200, made.status(), made::toString);
        until(
                "it is taken back",
                () -> get("routes/" + name).json().path("status").asInt() == 0);
        until("nobody serves it", () -> system().traffic(0, "/" + name + "/x").status() == 404);
        List<JsonNode> events = items(get("routes/" + name + "/events"));
        assertEquals(3, events.size(), events::toString);
    }

    @Test
    final void whatIsRefusedWhenItsTimeComesIsGivenUpAndTheHistoryKeepsWhy() {
        put("upstreams/" + name, nodes(1));
        Answer planned = put("routes/" + name + "?effective_at=" + Instant.now().plusSeconds(2), """
                {"uri": "/%1$s", "upstream_id": "%1$s"}""".formatted(name));
        assertEquals(202, planned.status(), planned::toString);
        assertEquals(
                200, system().api("DELETE", GROUP + "/upstreams/" + name, null).status());

        String waiting = planned.header("Location");
        until("it no longer waits", () -> system().api("GET", waiting, null).status() == 404);

        JsonNode givenUp = items(system().api("GET", waiting + "/events", null)).getLast();
        assertEquals(
                "given up: routes/%1$s refers to upstreams/%1$s, which does not exist".formatted(name),
                givenUp.path("reason").asText());
        List<JsonNode> refused = items(get("routes/" + name + "/events?outcome=rejected"));
        assertEquals("unknown-reference", refused.getLast().at("/errors/0/code").asText());
        assertEquals(404, get("routes/" + name).status());
    }

    @Test
    final void aProposalIsServedOnceSomebodyElseApproved() {
        String group = "/v1/groups/" + name;
        system().api("PUT", group, "{\"approvals\": {\"required\": 1}}");
        Answer proposed = system().api("PUT", group + "/upstreams/u", nodes(1));
        assertEquals(202, proposed.status(), proposed::toString);
        String waiting = proposed.header("Location");

        Answer own = system().api("POST", waiting + "/approve", null);
        assertEquals("approval-by-author", own.code(), own::toString);
        assertEquals(403, own.status());
        Answer made = system().apiAsOther("POST", waiting + "/approve");

        assertEquals(200, made.status(), made::toString);
        assertEquals(200, system().api("GET", group + "/upstreams/u", null).status());
        assertEquals(404, system().api("GET", waiting, null).status());
    }

    @Test
    final void whoHasNoKeyIsTurnedAway() {
        assertEquals(401, system().apiWithout("GET", "/v1/groups", null).status());
        assertEquals(
                401,
                system().apiWithout("GET", "/v1/groups", null, "X-API-KEY", "lw_wrong")
                        .status());
        assertEquals(
                200,
                system().apiWithout("GET", "/v1/groups", null, "Authorization", "Bearer " + LogwaySystem.KEY)
                        .status());
    }

    @Test
    final void badInputIsRefusedWithWhatIsWrong() {
        Answer malformed = put("routes/" + name, "{\"uri\": ");
        assertEquals(400, malformed.status());
        assertEquals("malformed-json", malformed.code());

        Answer wrong = put("routes/" + name, """
                {"uri": 5, "upstream": {"nodes": {"127.0.0.1:99999": 1}}, "prioritty": 1}""");
        assertEquals(422, wrong.status());
        List<String> pointers = StreamSupport.stream(wrong.json().path("errors").spliterator(), false)
                .map(error -> error.path("pointer").asText())
                .toList();
        assertTrue(pointers.contains("/uri") && pointers.contains("/prioritty") && pointers.size() >= 3, wrong::text);

        assertEquals(422, put("routes/bad%20id", route(name)).status());
        assertEquals(413, put("routes/" + name, " ".repeat(8 * 1024 * 1024 + 1)).status());
        assertEquals(
                404,
                system().api("PUT", "/v1/groups/no-such/routes/r", route(name)).status());
        assertEquals("application/problem+json", wrong.header("Content-Type").split(";")[0]);
    }

    @Test
    final void theStatusPortTellsWhatIsServed() {
        long revision = put("routes/" + name + "?wait=applied", route(name)).revision();

        Answer status = system().status(0, "/status");
        assertEquals(200, status.status());
        assertTrue(status.json().path("revision").asLong() >= revision, status::text);
        assertEquals(200, system().status(0, "/status/ready").status());
        assertTrue(system().status(0, "/metrics").text().contains("logway_"));
    }

    @Override
    public final LogwaySystem system() {
        return Objects.requireNonNull(started);
    }

    @Override
    public final String name() {
        return name;
    }

    private List<String> healthy() {
        return items(get("instances")).stream()
                .filter(item -> item.path("state").asText().equals("healthy"))
                .map(item -> item.path("id").asText())
                .toList();
    }

    private Answer get(String path) {
        return system().api("GET", GROUP + "/" + path, null);
    }

    private Answer put(String path, String body, String... headers) {
        return system().api("PUT", GROUP + "/" + path, body, headers);
    }

    private static List<JsonNode> items(Answer answer) {
        assertEquals(200, answer.status(), answer::toString);
        return StreamSupport.stream(answer.json().path("items").spliterator(), false)
                .toList();
    }

    private static String nodes(int port) {
        return """
                {"nodes": {"127.0.0.1:%d": 1}}""".formatted(port);
    }

    private static String route(String path) {
        return """
                {"uri": "/%s/*", "upstream_id": "origin"}""".formatted(path);
    }

    private static String disabled(String path) {
        return """
                {"uri": "/%s/*", "upstream_id": "origin", "status": 0}""".formatted(path);
    }
}
