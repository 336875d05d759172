package dev.logway.verify.endtoend;

import static dev.logway.verify.endtoend.Contract.disabled;
import static dev.logway.verify.endtoend.Contract.items;
import static dev.logway.verify.endtoend.Contract.nodes;
import static dev.logway.verify.endtoend.Contract.route;
import static dev.logway.verify.endtoend.LogwaySystem.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Logway promises about changes that wait. A part of {@link EndToEndContract}. */
interface CalendarContract extends Contract {
    @Test
    default void aChangeForLaterIsServedOnceItsTimeHasComeThoughTheProjectorWasAway() {
        Instant at = Instant.now().plusSeconds(2);
        Answer planned = put("routes/" + name() + "?effective_at=" + at, route(name()));
        assertEquals(202, planned.status(), planned::toString);
        String waiting = planned.header("Location");
        assertEquals(200, system().api("GET", waiting, null).status());
        assertEquals(404, system().traffic(0, "/" + name() + "/x").status());

        system().stopProjector();
        system().startProjector();

        until("it is served", () -> system().traffic(0, "/" + name() + "/x").status() == 200);
        until("it no longer waits", () -> system().api("GET", waiting, null).status() == 404);
        JsonNode made = items(get("routes/" + name() + "/events")).getLast();
        assertEquals("logway:calendar", made.path("actor").asText());
        assertEquals(
                "admin", get("routes/" + name()).json().at("/meta/updated_by").asText());
        assertEquals(1, items(get("routes/" + name() + "/events?outcome=all")).size(), "it is made once");
    }

    @Test
    default void aChangeForAWhileIsServedAndThenTakenBack() {
        put("routes/" + name(), disabled(name()));

        Answer made = put(
                "routes/" + name() + "?wait=applied&expires_at=" + Instant.now().plusSeconds(2), route(name()));

        assertEquals(200, made.status(), made::toString);
        until(
                "it is taken back",
                () -> get("routes/" + name()).json().path("status").asInt() == 0);
        until("nobody serves it", () -> system().traffic(0, "/" + name() + "/x").status() == 404);
        List<JsonNode> events = items(get("routes/" + name() + "/events"));
        assertEquals(3, events.size(), events::toString);
    }

    @Test
    default void whatIsRefusedWhenItsTimeComesIsGivenUpAndTheHistoryKeepsWhy() {
        put("upstreams/" + name(), nodes(1));
        Answer planned =
                put("routes/" + name() + "?effective_at=" + Instant.now().plusSeconds(2), """
                {"uri": "/%1$s", "upstream_id": "%1$s"}""".formatted(name()));
        assertEquals(202, planned.status(), planned::toString);
        assertEquals(
                200,
                system().api("DELETE", GROUP + "/upstreams/" + name(), null).status());

        String waiting = planned.header("Location");
        until("it no longer waits", () -> system().api("GET", waiting, null).status() == 404);

        JsonNode givenUp = items(system().api("GET", waiting + "/events", null)).getLast();
        assertEquals(
                "given up: routes/%1$s refers to upstreams/%1$s, which does not exist".formatted(name()),
                givenUp.path("reason").asText());
        List<JsonNode> refused = items(get("routes/" + name() + "/events?outcome=rejected"));
        assertEquals("unknown-reference", refused.getLast().at("/errors/0/code").asText());
        assertEquals(404, get("routes/" + name()).status());
    }

    @Test
    default void aProposalIsServedOnceSomebodyElseApproved() {
        String group = "/v1/groups/" + name();
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
}
