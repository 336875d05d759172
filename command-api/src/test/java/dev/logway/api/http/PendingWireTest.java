package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.resource.PendingChange.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PendingWireTest {
    private static final String GROUP = "/v1/groups/default";
    private static final String ROUTE = GROUP + "/routes/r1";
    private static final String WAITING = GROUP + "/pending_changes";

    private final Api api = new Api().withRoute();
    private final Instant soon = api.log.now().plusSeconds(3_600);
    private final Instant later = soon.plusSeconds(3_600);

    @AfterEach
    void close() {
        api.close();
    }

    private Api.Reply change(String body, String query) {
        return api.send("POST", GROUP + "/changesets" + query, body);
    }

    private Api.Reply planned() {
        return change(
                "{'reason':'launch','effective_at':'" + soon + "','changes':[{'op':'put','kind':'routes','id':'r2',"
                        + "'value':{'uri':'/b','upstream_id':'u1'}}]}",
                "");
    }

    @Test
    void aChangeForLaterIsAcceptedShownAndListed() {
        Api.Reply accepted = planned().is(202);

        assertEquals(WAITING + "/4", accepted.header("Location"));
        assertEquals(WAITING + "/4", accepted.header("Logway-Pending-Change"));
        assertEquals("scheduled", accepted.at("/state"));
        api.get(GROUP + "/routes/r2").is(404);

        Api.Reply shown = api.get(WAITING + "/4").is(200);
        assertEquals(accepted.json(), shown.json());
        assertEquals("tester", shown.at("/author"));
        assertEquals("launch", shown.at("/reason"));
        assertEquals(soon, Instant.parse(shown.at("/effective_at")));
        assertEquals(
                "put routes r2 /b",
                shown.at("/changes/0/op") + " " + shown.at("/changes/0/kind") + " " + shown.at("/changes/0/id") + " "
                        + shown.at("/changes/0/value/uri"));
        assertEquals("4", api.get(WAITING).is(200).at("/items/0/id"));
        assertEquals(0, api.get(WAITING + "?at=3").is(200).json().path("items").size());
        assertEquals("4", api.get(GROUP + "/events?kind=pending_changes&id=4").at("/items/0/revision"));

        api.log.fire("default", "4", Step.APPLY, soon);
        api.get(GROUP + "/routes/r2").is(200);
        assertEquals(0, api.get(WAITING).json().path("items").size());
        api.get(WAITING + "/4").isProblem(404, "resource-not-found");
        api.get(WAITING + "/4?at=4").is(200);
    }

    @Test
    void everyChangeOfOneResourceCanBeForLater() {
        String at = "?effective_at=" + soon;
        api.put(ROUTE + at, "{'uri':'/c','upstream_id':'u1'}").is(202);
        api.send("PATCH", ROUTE + at, "{'priority':4}").is(202);
        api.delete(ROUTE + at).is(202);
        api.send("POST", GROUP + "/undo" + at, "{'revision':3}").is(202);
        api.send("POST", GROUP + "/revert" + at, "{'to':2}").is(202);
        assertEquals(5, api.get(WAITING).json().path("items").size());
        assertEquals("/a", api.get(ROUTE).at("/uri"));
        assertEquals("3", api.get(WAITING + "/5").at("/expects/0/revision"), "a patch is about what was patched");
        api.send("POST", GROUP + "/fork" + at, "{'name':'new'}").isProblem(400, "unknown-parameter");
        api.put("/v1/groups/other" + at, "{}").isProblem(404, "unknown-group");
    }

    @Test
    void aConditionIsKeptUntilTheChangeIsMade() {
        api.put(ROUTE + "?effective_at=" + soon, "{'uri':'/c','upstream_id':'u1'}", "If-Match", "\"2\"")
                .isProblem(412, "revision-mismatch");
        api.put(ROUTE + "?effective_at=" + soon, "{'uri':'/c','upstream_id':'u1'}", "If-Match", "\"3\"")
                .is(202);
        api.send("PATCH", ROUTE, "{'priority':4}").is(200);

        api.log.fire("default", "4", Step.APPLY, soon);

        Api.Reply refused = api.get(GROUP + "/events?outcome=rejected&kind=routes&id=r1");
        assertEquals("revision-mismatch", refused.at("/items/1/errors/0/code"));
        assertEquals("/a", api.get(ROUTE).at("/uri"));
    }

    @Test
    void badTimesAreRefusedWhereTheyStand() {
        Api.Reply malformed = change(
                        "{'effective_at':'tomorrow','changes':[{'op':'delete','kind':'routes','id':'r1'}]}", "")
                .isProblem(422, "invalid-document");
        assertEquals("/effective_at", malformed.at("/errors/0/pointer"));
        Api.Reply past = change(
                        "{'effective_at':'2001-01-01T00:00:00Z','changes':[{'op':'delete','kind':'routes','id':'r1'}]}",
                        "")
                .isProblem(422, "invalid-schedule");
        assertEquals("/effective_at", past.at("/errors/0/pointer"));
        Api.Reply backwards = change(
                        "{'effective_at':'" + later + "','expires_at':'" + soon
                                + "','changes':[{'op':'delete','kind':'routes','id':'r1'}]}",
                        "")
                .isProblem(422, "invalid-document");
        assertEquals("/expires_at", backwards.at("/errors/0/pointer"));
        api.delete(ROUTE + "?effective_at=soon").isProblem(400, "invalid-parameter");
        api.delete(ROUTE + "?effective_at=" + later + "&expires_at=" + soon).isProblem(400, "invalid-parameter");
        api.delete(ROUTE + "?effective_at=2999-01-01T00:00:00Z").isProblem(422, "invalid-schedule");
        api.delete(ROUTE + "?effective_at=%2B999999999-01-01T00:00:00Z").isProblem(400, "invalid-parameter");
    }

    @Test
    void whatWaitsIsListedByItsNumber() {
        for (int number = 4; number <= 12; number++) {
            planned().is(202);
        }
        var ids = new ArrayList<String>();
        String cursor = "";
        do {
            Api.Reply page = api.get(WAITING + "?limit=4" + cursor);
            page.json().path("items").forEach(item -> ids.add(item.path("id").asText()));
            cursor = page.json().path("next").isNull() ? "" : "&cursor=" + page.at("/next");
        } while (!cursor.isEmpty());
        assertEquals(List.of("4", "5", "6", "7", "8", "9", "10", "11", "12"), ids);
        var rest = api.get(WAITING + "?limit=1&at=11&cursor=" + Parameters.cursor("9"));
        assertEquals("10", rest.at("/items/0/id"));
        assertEquals(1, rest.json().path("items").size());
    }

    @Test
    void whatWaitsIsCancelled() {
        planned().is(202);
        assertEquals("true", api.delete(WAITING + "/4?reason=no").is(200).at("/deleted"));
        api.delete(WAITING + "/4").isProblem(404, "resource-not-found");
        assertEquals("no", api.get(GROUP + "/events?after=4").at("/items/0/reason"));
        assertEquals(0, api.get(WAITING).json().path("items").size());
    }

    @Test
    void whatWaitsIsNotWrittenInAnyOtherWay() {
        planned().is(202);
        api.put(WAITING + "/4", "{}").isProblem(405, "method-not-allowed");
        api.send("PATCH", WAITING + "/4", "{}").isProblem(405, "method-not-allowed");
        Api.Reply refused = change("{'changes':[{'op':'delete','kind':'pending_changes','id':'4'}]}", "")
                .isProblem(422, "invalid-document");
        assertEquals("/changes/0/kind", refused.at("/errors/0/pointer"));
        api.delete(WAITING + "/a%20b").isProblem(404, "resource-not-found");
    }

    @Test
    void goingBackLeavesWhatWaitsAlone() {
        long before = 3;
        planned().is(202);
        api.send("POST", GROUP + "/revert", "{'to':" + before + "}").isProblem(409, "nothing-to-change");
        api.delete(WAITING + "/4").is(200);
        api.send("POST", GROUP + "/revert", "{'to':4}").isProblem(409, "nothing-to-change");
        api.send("POST", GROUP + "/undo", "{'revision':5}").isProblem(409, "nothing-to-change");
        api.send("POST", GROUP + "/fork", "{'name':'copy','at':4}").is(200);
        assertEquals(
                0,
                api.get("/v1/groups/copy/pending_changes").json().path("items").size());
    }

    @Test
    void aDryRunOfAPlanSaysThatItWouldWait() {
        Api.Reply plan = api.delete(
                        ROUTE + "?dry_run=true&effective_at=" + Instant.now().plusSeconds(60))
                .is(200);
        assertEquals("pending_changes", plan.at("/changes/0/kind"));
        assertEquals(0, api.get(WAITING).json().path("items").size());
    }

    @Test
    void aRepeatedPlanIsOnePlan() {
        String[] key = {"Idempotency-Key", "once"};
        assertEquals(
                "4",
                api.send("DELETE", ROUTE + "?effective_at=" + soon, null, key)
                        .is(202)
                        .at("/id"));
        assertEquals(
                "4",
                api.send("DELETE", ROUTE + "?effective_at=" + soon, null, key)
                        .is(202)
                        .at("/id"));
        assertEquals(1, api.get(WAITING).json().path("items").size());
    }

    @Test
    void aChangeForAWhileIsMadeNowAndTakenBack() {
        Api.Reply made = api.send("PATCH", ROUTE + "?expires_at=" + soon, "{'priority':9}")
                .is(200);
        assertEquals("9", made.at("/priority"));
        assertEquals(WAITING + "/4", made.header("Logway-Pending-Change"));
        Api.Reply waiting = api.get(WAITING + "/4").is(200);
        assertEquals("applied", waiting.at("/state"));
        assertEquals("0", waiting.at("/changes/0/value/priority"), "what is done next");

        api.log.fire("default", "4", Step.TAKE_BACK, soon);

        assertEquals("0", api.get(ROUTE).at("/priority"));
    }

    @Test
    void aProposalIsApprovedBySomebodyElse() {
        api.put(GROUP, "{'approvals':{'required':1}}").is(200);
        Api.Reply proposed = api.send("PATCH", ROUTE, "{'priority':9}").is(202);
        assertEquals("proposed", proposed.at("/state"));
        String approve = proposed.header("Location") + "/approve";
        assertEquals("0", api.get(ROUTE).at("/priority"));

        api.send("POST", approve, null).isProblem(403, "approval-by-author");
        Api.Reply made = api.sendAsOther("POST", approve + "?reason=fine", null).is(200);

        assertEquals("accepted", made.at("/outcome"));
        assertEquals("9", api.get(ROUTE).at("/priority"));
        assertEquals("tester", api.get(ROUTE).at("/meta/updated_by"));
        assertEquals("other", api.get(GROUP + "/events?after=5").at("/items/0/actor"));
        api.sendAsOther("POST", approve, null).isProblem(404, "resource-not-found");
    }

    @Test
    void everythingWaitsWhileApprovalsAreRequiredAndSoDoesTheirEnd() {
        api.put(GROUP, "{'approvals':{'required':2}}").is(200);
        api.put(ROUTE, "{'uri':'/c','upstream_id':'u1'}").is(202);
        api.delete(ROUTE).is(202);
        change("{'changes':[{'op':'delete','kind':'routes','id':'r1'}]}", "").is(202);
        api.send("POST", GROUP + "/undo", "{'revision':3}").is(202);
        api.send("POST", GROUP + "/revert", "{'to':2}").is(202);
        api.put(GROUP, "{}").is(202);
        api.put("/v1/groups/other", "{}").is(201);
        assertEquals(6, api.get(WAITING).json().path("items").size());
        assertEquals("2", api.get(GROUP).at("/approvals/required"));

        Api.Reply half = api.sendAsOther("POST", WAITING + "/5/approve", null).is(200);
        assertEquals("other", half.at("/approvals/given/0/actor"));
        assertEquals(
                half.json(),
                api.sendAsOther("POST", WAITING + "/5/approve", null).is(200).json());
        assertEquals("/a", api.get(ROUTE).at("/uri"));
    }

    @Test
    void aForkIsNotBoundByTheRulesOfWhatItWasMadeOf() {
        api.put(GROUP, "{'approvals':{'required':1},'desc':'live'}").is(200);
        api.send("POST", GROUP + "/fork", "{'name':'copy'}").is(200);
        assertEquals("live", api.get("/v1/groups/copy").at("/desc"));
        assertTrue(api.get("/v1/groups/copy").json().path("approvals").isMissingNode());
        api.delete("/v1/groups/copy/routes/r1").is(200);
    }

    @Test
    void whatChangedSinceItWasProposedIsNotApproved() {
        api.put(GROUP, "{'approvals':{'required':1}}").is(200);
        api.send("PATCH", ROUTE, "{'priority':9}").is(202);
        api.send("PATCH", ROUTE, "{'priority':8}").is(202);
        api.sendAsOther("POST", WAITING + "/6/approve", null).is(200);
        api.sendAsOther("POST", WAITING + "/5/approve", null).isProblem(409, "changed-since-proposed");
        assertEquals("8", api.get(ROUTE).at("/priority"));
    }

    @Test
    void aFrozenGroupTakesNoChangesButForAReason() {
        Instant now = api.log.now();
        api.put(GROUP, "{'freezes':[{'from':'" + now.minusSeconds(60) + "','to':'" + soon + "','reason':'sale'}]}")
                .is(200);
        Api.Reply refused = api.delete(ROUTE).isProblem(409, "group-frozen");
        assertTrue(refused.at("/detail").contains("sale"), refused.text());
        api.put(GROUP, "{}").isProblem(409, "group-frozen");
        api.delete(ROUTE + "?effective_at=" + soon.minusSeconds(1)).isProblem(409, "group-frozen");
        api.delete(ROUTE + "?effective_at=" + later).is(202);

        api.delete(ROUTE + "?break_glass=+").isProblem(400, "invalid-parameter");
        api.delete(ROUTE + "?break_glass=" + "x".repeat(1_025)).isProblem(400, "invalid-parameter");
        api.delete(ROUTE + "?break_glass=it+burns").is(200);
        assertEquals("it burns", api.get(GROUP + "/events?after=5").at("/items/0/break_glass"));
        api.put(GROUP + "?break_glass=over", "{}").is(200);
        api.put(ROUTE, "{'uri':'/a','upstream_id':'u1'}").is(201);
    }

    @Test
    void theRulesOfAGroupAreReadBackAndCheckedFieldByField() {
        String freezes = "[{\"from\":\"2026-12-24T00:00:00.000Z\",\"to\":\"2026-12-27T00:00:00.000Z\"}]";
        api.put(GROUP, "{'approvals':{'required':1},'freezes':" + freezes + "}").is(200);
        assertEquals(freezes, api.get(GROUP).json().path("freezes").toString());
        Api.Reply refused = api.put(
                        "/v1/groups/other",
                        "{'approvals':{'required':6},'freezes':[{'from':'x','to':'2026-12-24T00:00:00Z'},"
                                + "{'from':'2026-12-24T00:00:00Z','to':'2026-12-24T00:00:00Z'},{'from':'2026-12-24'}]}")
                .isProblem(422, "invalid-document");
        assertEquals(
                "[/approvals/required, /freezes/2/to, /freezes/0/from, /freezes/1/to, /freezes/2/from]",
                refused.json().path("errors").findValuesAsText("pointer").toString());
    }
}
