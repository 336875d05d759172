package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.access.AccessSample;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What changes would do to requests of an access log. Three revisions are there before, with r1 of /a to u1. */
class RehearseWireTest {
    private static final String REHEARSE = "/v1/groups/default/rehearse";

    /** As an edge writes it. */
    private static final String LINE =
            "{'time':'2026-11-22T03:10:12.345Z','client':'10.0.0.9','method':'GET','uri':'/a',"
                    + "'protocol':'HTTP/1.1','host':'a.test:9080','user_agent':'curl/7.88.1','request_id':'x','status':200,"
                    + "'request_bytes':0,'response_bytes':352,'latency_ms':1.204,'upstream_ms':1.101,'revision':2,'route':'r1',"
                    + "'node':'127.0.0.1:9070'}";

    private final Api api = new Api().withRoute();

    @AfterEach
    void close() {
        api.close();
    }

    private JsonNode rehearse(String changes, String... requests) {
        return api.send(
                        "POST",
                        REHEARSE,
                        "{'changes':[" + changes + "],'requests':[" + String.join(",", requests) + "]}")
                .is(200)
                .json();
    }

    private static String put(String id, String value) {
        return "{'op':'put','kind':'routes','id':'" + id + "','value':" + value + "}";
    }

    @Test
    void eachRequestIsCountedByWhatBecomesOfIt() {
        api.put("/v1/groups/default/routes/all", "{'uri':'/x/*','upstream_id':'u1'}")
                .is(201);
        var report = rehearse(
                put("r1", "{'uri':'/b','upstream_id':'u1'}") + ","
                        + put("special", "{'uri':'/x/special','upstream_id':'u1'}") + ","
                        + put("c", "{'uri':'/c','upstream_id':'u1'}"),
                LINE,
                "{'uri':'/x/1'}",
                "{'uri':'/x/special?q=1'}",
                "{'uri':'/c'}",
                "{'uri':'/nothing'}");
        assertEquals(4, report.path("revision").asLong());
        assertEquals(5, report.path("requests").asLong());
        assertEquals(1, report.path("same").asLong());
        assertEquals(1, report.path("other_route").asLong());
        assertEquals(1, report.path("no_route").asLong());
        assertEquals(1, report.path("newly_routed").asLong());
        assertEquals(1, report.path("unrouted").asLong());
        assertEquals(0, report.path("uncertain").asLong());
        assertEquals(3, report.path("examples").size());
        assertEquals(
                "{'request':0,'method':'GET','host':'a.test','uri':'/a','outcome':'no_route','before':'r1','after':null,"
                        + "'reason':null}",
                report.at("/examples/0").toString().replace('"', '\''));
        assertEquals("special", report.at("/examples/1/after").asText());
        assertEquals("all", report.at("/examples/1/before").asText());
        assertEquals(4, api.log.appended(), "nothing was sent");
        assertEquals("/a", api.get("/v1/groups/default/routes/r1").at("/uri"));
    }

    @Test
    void aRouteThatRefusesARequestNowSaysWhy() {
        var report = rehearse(
                put("r1", "{'uri':'/a','upstream_id':'u1','methods':['POST']}"), LINE, "{'uri':'/a','method':'POST'}");
        assertEquals(1, report.path("no_route").asLong());
        assertEquals(1, report.path("refused").asLong());
        assertEquals(1, report.path("changed").asLong());
        assertEquals(
                "methods: GET is not in [POST]", report.at("/examples/0/reason").asText());
    }

    @Test
    void aChangeOfTheUpstreamIsAChangeOfTheRoute() {
        var report = rehearse("{'op':'put','kind':'upstreams','id':'u1','value':{'nodes':{'127.0.0.1:8081':1}}}", LINE);
        assertEquals(1, report.path("changed").asLong());
    }

    @Test
    void aPutOfWhatIsThereIsNoChange() {
        var report = rehearse(put("r1", "{'uri':'/a','upstream_id':'u1'}"), LINE);
        assertEquals(1, report.path("same").asLong());
    }

    @Test
    void aChangeThatWouldHaveToBeApprovedIsRehearsedAsIfItWere() {
        api.put("/v1/groups/default", "{'approvals':{'required':1}}").is(200);
        var report = rehearse("{'op':'delete','kind':'routes','id':'r1'}", LINE);
        assertEquals(1, report.path("no_route").asLong());
    }

    @Test
    void whatWasNotRecordedMakesARequestUncertain() {
        String change = put("r1", "{'uri':'/a','upstream_id':'u1','vars':[['http_x_beta','==','yes']]}");
        var report = rehearse(
                change, LINE, "{'uri':'/a','headers':{'X-Beta':'yes'}}", "{'uri':'/a','headers':{'x-beta':''}}");
        assertEquals(1, report.path("uncertain").asLong());
        assertEquals("x-beta", report.at("/not_recorded/0").asText());
        assertEquals(2, report.path("no_route").asLong());
        assertEquals(1, report.path("changed").asLong());
        var agents = rehearse(
                put("r1", "{'uri':'/a','upstream_id':'u1','vars':[['http_user_agent','~~','curl']]}"),
                LINE,
                "{'uri':'/a'}");
        assertEquals(0, agents.path("uncertain").asLong(), "the log has it if it was sent");
        assertEquals(1, agents.path("changed").asLong());
    }

    @Test
    void examplesAreAFewOfEach() {
        var lines = Collections.nCopies(300, "{'uri':'/a'}").toArray(String[]::new);
        var report = rehearse("{'op':'delete','kind':'routes','id':'r1'}", lines);
        assertEquals(300, report.path("no_route").asLong());
        assertEquals(Rehearsal.EXAMPLES, report.path("examples").size());
    }

    @Test
    void theSamplesOfTheLastMinutesAreLookedAt() {
        api.put("/v1/groups/default", "{'access_sampling':{'percent':12.5,'headers':['X-Beta']}}")
                .is(200);
        api.samples.keep(
                sample("/a", new AccessSample.Field("x-beta", "yes")),
                sample("/a", new AccessSample.Field("x-beta", null)),
                sample("/a"),
                sample("no path"));
        String change = put("r1", "{'uri':'/a','upstream_id':'u1','vars':[['http_x_beta','==','yes']]}");
        var report = api.send("POST", REHEARSE, "{'changes':[" + change + "]}")
                .is(200)
                .json();
        assertEquals(3, report.path("requests").asLong());
        assertEquals(1, report.path("changed").asLong());
        assertEquals(2, report.path("no_route").asLong());
        assertEquals(1, report.path("uncertain").asLong(), "of one, the field was not asked for");
        assertEquals(
                "{'from':'2026-11-22T08:00:00.000Z','to':'2026-11-22T08:00:00.000Z','requests':3,'percent':12.5,"
                        + "'truncated':false,'skipped':1}",
                report.path("sampled").toString().replace('"', '\''));
        assertEquals("2026-11-22T08:00:00.000Z", report.at("/examples/0/at").asText());
        assertFalse(report.at("/examples/0").has("request"));
        assertEquals(Duration.ofMinutes(15), api.samples.asked());
    }

    @Test
    void samplesOfAGroupThatSamplesNoMoreAreLookedAtWhileTheyAreThere() {
        api.samples.keep();
        api.samples.truncate(2);
        String change = "'changes':[{'op':'delete','kind':'routes','id':'r1'}]";
        var report = api.send("POST", REHEARSE, "{" + change + ",'last':'24h'}")
                .is(200)
                .json();
        assertEquals(
                "{'from':null,'to':null,'requests':0,'percent':null,'truncated':true,'skipped':2}",
                report.path("sampled").toString().replace('"', '\''));
        assertEquals(Duration.ofDays(1), api.samples.asked());
    }

    @Test
    void aGroupThatKeepsNoRequestsSaysHowItWould() {
        String body = "{'changes':[{'op':'delete','kind':'routes','id':'r1'}],'last':'90s'}";
        var reply = api.send("POST", REHEARSE, body).isProblem(409, "not-sampled");
        assertTrue(reply.at("/detail").contains("access_sampling"), reply.text());
        api.put("/v1/groups/default", "{'access_sampling':{'percent':1}}").is(200);
        api.send("POST", REHEARSE, body).isProblem(503, "history-unavailable");
        api.send("POST", "/v1/groups/nope/rehearse", body).isProblem(404, "unknown-group");
    }

    private static AccessSample sample(String uri, AccessSample.Field... fields) {
        return new AccessSample(
                Instant.parse("2026-11-22T08:00:00Z"),
                new AccessSample.Asked("GET", "http", "a.test:9080", uri, "10.0.0.9", List.of(fields)),
                new AccessSample.Decided(2, "r1"),
                new AccessSample.Answered(200, Duration.ofMillis(1)));
    }

    @Test
    void whatIsNoRehearsalIsRefusedWithPointers() {
        String change = "'changes':[{'op':'delete','kind':'routes','id':'r1'}]";
        for (String[] each : new String[][] {
            {"{" + change + ",'requests':null}", "/requests"},
            {"{" + change + ",'requests':[{'uri':'/a'}],'last':'15m'}", "/last"},
            {"{" + change + ",'last':15}", "/last"},
            {"{" + change + ",'last':'15'}", "/last"},
            {"{" + change + ",'last':'0m'}", "/last"},
            {"{" + change + ",'last':'25h'}", "/last"},
            {"{" + change + ",'last':'999999h'}", "/last"},
            {"{" + change + ",'last':null}", "/last"},
            {"[]", ""},
            {"{" + change + ",'requests':[]}", "/requests"},
            {"{" + change + ",'requests':['x']}", "/requests/0"},
            {"{" + change + ",'requests':[{'uri':'/a'},{'method':'GET'}]}", "/requests/1/uri"},
            {"{" + change + ",'requests':[{'uri':7}]}", "/requests/0/uri"},
            {"{" + change + ",'requests':[{'uri':'/a','path':'/b'}]}", "/requests/0/path"},
            {"{" + change + ",'requests':[{'uri':'no path'}]}", "/requests/0"},
            {"{" + change + ",'requests':[{'uri':'/a','client':'nowhere'}]}", "/requests/0"},
            {"{" + change + ",'requests':[{'uri':'/a','headers':[]}]}", "/requests/0/headers"},
            {"{" + change + ",'effective_at':'2030-01-01T00:00:00Z','requests':[{'uri':'/a'}]}", "/effective_at"},
            {"{'requests':[{'uri':'/a'}]}", "/changes"}
        }) {
            var reply = api.send("POST", REHEARSE, each[0]).isProblem(422, "invalid-document");
            assertEquals(each[1], reply.at("/errors/0/pointer"), reply.text());
        }
        assertTrue(api.send(
                        "POST",
                        REHEARSE,
                        "{'requests':[{'uri':'/a'}],'changes':[" + put("r2", "{'uri':'/b','upstream_id':'no'}") + "]}")
                .isProblem(422, "unknown-reference")
                .text()
                .contains("/changes/0"));
        api.send("POST", "/v1/groups/nope/rehearse", "{" + change + ",'requests':[{'uri':'/a'}]}")
                .isProblem(404, "unknown-group");
    }
}
