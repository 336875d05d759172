package dev.logway.verify.endtoend;

import static dev.logway.verify.endtoend.Contract.items;
import static dev.logway.verify.endtoend.Contract.nodes;
import static dev.logway.verify.endtoend.LogwaySystem.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Hash;
import dev.logway.domain.image.ScopeImage;
import dev.logway.log.CheckpointWriter;
import dev.logway.wire.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What Logway promises about the past, and ways back to it. A part of {@link EndToEndContract}. */
interface HistoryContract extends Contract {
    @Test
    default void everyMomentOfAGroupIsShownAgain() {
        String group = "/v1/groups/" + name();
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

    /**
     * Where no key is set by which checkpoints must be signed; where one is, they are not looked at. A node that was
     * asked before it heard of a checkpoint needs it no more, so there are several groups to ask about.
     */
    @Test
    default void aForgedCheckpointIsNoticedByTheEventThatFollowsIt() throws Exception {
        int groups = 50;
        try (var writer =
                new CheckpointWriter(Map.of("bootstrap.servers", system().bootstrap()), Topics.byDefault(), null)) {
            for (int number = 1; number <= groups; number++) {
                ScopeImage forged =
                        ScopeImage.empty(Scope.group(name() + "-" + number)).at(3);
                writer.write(forged, Instant.EPOCH, new Hash("ab".repeat(32)));
            }
        }
        var asked = new AtomicInteger();
        until("the forgery is seen", () -> {
            String group = "/v1/groups/" + name() + "-" + asked.incrementAndGet();
            for (int step = 1; step <= 5; step++) {
                system().api("PUT", group, "{\"desc\": \"%d\"}".formatted(step));
            }
            return system().api("GET", group + "?at=4", null).code().equals("history-damaged");
        });
        String group = "/v1/groups/" + name() + "-" + asked;
        assertEquals(200, system().api("GET", group + "?at=2", null).status(), "what is before it is not touched");
    }

    @Test
    default void historyTellsWhoWhatWhenAndWhyOldestFirst() {
        String group = "/v1/groups/" + name();
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
    default void aChangeIsUndoneAndAGroupGoesBack() {
        String group = "/v1/groups/" + name();
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
    default void aGroupIsForkedAndItsChangesArePromoted() {
        String live = "/v1/groups/" + name();
        String staging = live + "-staging";
        system().api("PUT", live, "{}");
        system().api("PUT", live + "/upstreams/u", nodes(1));
        system().api("PUT", live + "/routes/r", "{\"uri\": \"/r\", \"upstream_id\": \"u\"}");

        Answer forked = system().api("POST", live + "/fork", "{\"name\": \"" + name() + "-staging\"}");
        assertEquals(200, forked.status(), forked::toString);
        system().api("PATCH", staging + "/routes/r", "{\"priority\": 7}");
        system().api("PATCH", live + "/routes/r", "{\"desc\": \"live\"}");
        Answer promoted =
                system().api("POST", live + "/promote", "{\"from\": \"" + name() + "-staging\", \"revisions\": \"2\"}");

        assertEquals(200, promoted.status(), promoted::toString);
        JsonNode route = system().api("GET", live + "/routes/r", null).json();
        assertEquals(7, route.path("priority").asInt());
        assertEquals("live", route.path("desc").asText());
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
}
