package dev.logway.verify.endtoend;

import static dev.logway.verify.endtoend.Contract.disabled;
import static dev.logway.verify.endtoend.Contract.items;
import static dev.logway.verify.endtoend.Contract.nodes;
import static dev.logway.verify.endtoend.Contract.route;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Logway promises about resources, and how they are changed. A part of {@link EndToEndContract}. */
interface ResourceContract extends Contract {
    @Test
    default void aPutOfWhatAGetReturnedIsAcceptedAndChangesNothing() {
        put("routes/" + name(), route(name()));
        Answer read = get("routes/" + name());

        Answer again = put("routes/" + name(), read.text());

        assertEquals(200, again.status(), again::toString);
        assertEquals(read.json(), again.json());
        assertEquals(read.header("ETag"), again.header("ETag"));
        assertTrue(again.revision() > read.revision(), "an accepted command is a revision");
    }

    @Test
    default void aGetAfterAPutSeesIt() {
        for (int i = 0; i < 20; i++) {
            put("routes/" + name(), """
                    {"uri": "/%s/%d", "upstream_id": "origin"}""".formatted(name(), i));
            assertEquals(
                    "/" + name() + "/" + i,
                    get("routes/" + name()).json().path("uri").asText());
        }
    }

    @Test
    default void aDeletedRouteIsGoneEverywhere() {
        put("routes/" + name() + "?wait=applied", route(name()));

        Answer deleted = system().api("DELETE", GROUP + "/routes/" + name() + "?wait=applied", null);

        assertEquals(2, deleted.status() / 100, deleted::toString);
        assertEquals(404, get("routes/" + name()).status());
        assertEquals(404, system().traffic(0, "/" + name() + "/x").status());
        assertEquals(404, system().traffic(1, "/" + name() + "/x").status());
    }

    @Test
    default void aPatchMergesAndNullRemoves() {
        put("routes/" + name(), """
                {"uri": "/%s", "upstream_id": "origin", "desc": "old", "labels": {"a": "1", "b": "2"}}""".formatted(name()));

        Answer patched = system().api("PATCH", GROUP + "/routes/" + name(), """
                {"desc": null, "labels": {"b": null, "c": "3"}}""");

        assertEquals(200, patched.status(), patched::toString);
        assertFalse(patched.json().has("desc"));
        assertEquals("{\"a\":\"1\",\"c\":\"3\"}", patched.json().path("labels").toString());
    }

    @Test
    default void anUpstreamInUseIsNotDeletedAndItsUsersAreNamed() {
        put("upstreams/" + name(), nodes(1));
        put("routes/" + name(), """
                {"uri": "/%s", "upstream_id": "%s"}""".formatted(name(), name()));

        Answer refused = system().api("DELETE", GROUP + "/upstreams/" + name(), null);

        assertEquals(409, refused.status());
        assertEquals("resource-in-use", refused.code());
        assertTrue(refused.text().contains("routes/" + name()), refused::text);
    }

    @Test
    default void aReferenceToNothingIsRefused() {
        Answer refused = put("routes/" + name(), """
                {"uri": "/%s", "upstream_id": "no-such"}""".formatted(name()));

        assertEquals(422, refused.status());
        assertTrue(refused.text().contains("upstreams/no-such"), refused::text);
        assertEquals(404, get("routes/" + name()).status());
    }

    @Test
    default void aChangesetIsOneRevisionInAnyOrderAndAllOrNothing() {
        Answer made = system().api("POST", GROUP + "/changesets", """
                {"reason": "both at once", "changes": [
                  {"op": "put", "kind": "routes", "id": "%1$s", "value": {"uri": "/%1$s", "upstream_id": "%1$s"}},
                  {"op": "put", "kind": "upstreams", "id": "%1$s", "value": {"nodes": {"127.0.0.1:1": 1}}}]}""".formatted(name()));
        assertEquals(2, made.status() / 100, made::toString);
        assertEquals(
                get("routes/" + name()).header("ETag"),
                get("upstreams/" + name()).header("ETag"));

        Answer refused = system().api("POST", GROUP + "/changesets", """
                {"changes": [
                  {"op": "delete", "kind": "routes", "id": "%1$s"},
                  {"op": "delete", "kind": "routes", "id": "no-such"}]}""".formatted(name()));
        assertEquals(404, refused.status(), refused::toString);
        assertEquals(200, get("routes/" + name()).status());
    }

    @Test
    default void aStaleIfMatchIsRefusedByTheProjector() {
        String etag = put("routes/" + name(), route(name())).header("ETag");
        assertEquals(
                200, put("routes/" + name(), disabled(name()), "If-Match", etag).status());

        Answer stale = put("routes/" + name(), route(name()), "If-Match", etag);

        assertEquals(412, stale.status(), stale::toString);
        assertEquals("revision-mismatch", stale.code());
        assertEquals(
                412,
                put("routes/" + name(), route(name()), "If-None-Match", "*").status());
        Answer command = system().api("GET", "/v1/commands/" + stale.header("Logway-Command-Id"), null);
        assertEquals(200, command.status(), command::toString);
        assertTrue(command.text().contains("rejected"), command::text);
    }

    @Test
    default void aRepeatedIdempotencyKeyGetsTheFirstAnswerAndChangesNothing() {
        Answer first = put("routes/" + name(), route(name()), "Idempotency-Key", "key-" + name());
        put("routes/" + name(), disabled(name()));

        Answer repeated = put("routes/" + name(), route(name()), "Idempotency-Key", "key-" + name());

        assertEquals(first.status(), repeated.status(), repeated::toString);
        assertEquals(first.header("ETag"), repeated.header("ETag"));
        assertEquals(first.json(), repeated.json());
        assertEquals(0, get("routes/" + name()).json().path("status").asInt());
        Answer other = put("routes/" + name(), disabled(name()), "Idempotency-Key", "key-" + name());
        assertEquals(422, other.status(), other::toString);
        assertEquals("idempotency-key-reused", other.code());
    }

    @Test
    default void aDryRunDecidesAndChangesNothing() {
        long before = get("upstreams/origin").revision();

        Answer fine = put("routes/" + name() + "?dry_run=true", route(name()));
        Answer refused = put("routes/" + name() + "?dry_run=true", """
                {"uri": "/x", "upstream_id": "no-such"}""");

        assertEquals(200, fine.status(), fine::toString);
        assertEquals(422, refused.status());
        assertEquals(404, get("routes/" + name()).status());
        assertEquals(before, get("upstreams/origin").revision());
    }

    @Test
    default void listsPageAndFilter() {
        String group = "/v1/groups/" + name();
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
}
