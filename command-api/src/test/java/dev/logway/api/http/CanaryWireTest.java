package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.fleet.CanaryCounts;
import dev.logway.domain.fleet.CanaryReport;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.fleet.InstanceState;
import dev.logway.domain.image.Digest;
import dev.logway.domain.resource.PendingChange.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryWireTest {
    private static final String GROUP = "/v1/groups/default";
    private static final String WAITING = GROUP + "/pending_changes";
    private static final String CHANGES =
            "'changes':[{'op':'put','kind':'routes','id':'r2','value':{'uri':'/b','upstream_id':'u1'}}]";

    private final Api api = new Api().withRoute();

    @AfterEach
    void close() {
        api.close();
    }

    private Api.Reply tried(String canary) {
        return api.send("POST", GROUP + "/changesets", "{'canary':" + canary + "," + CHANGES + "}");
    }

    private void instance(String id, InstanceState state, @Nullable String zone, @Nullable CanaryReport report) {
        var heartbeat = new Heartbeat(
                new InstanceId("default", id),
                new Heartbeat.Address("host", List.of(), "0.1", null, zone),
                new Heartbeat.Serving(3, Digest.EMPTY),
                List.of(),
                Duration.ZERO,
                List.of(),
                report);
        Instant at = api.log.now();
        api.fleet.put(new Instance(state, at, at, null, at, heartbeat));
    }

    private void healthy(String... ids) {
        for (String id : ids) {
            instance(id, InstanceState.HEALTHY, null, null);
        }
    }

    @Test
    void aShareOfTheInstancesTriesAChange() {
        healthy("e1", "e2", "e3", "e4");
        instance("e5", InstanceState.OFFLINE, null, null);
        Api.Reply reply = tried("{'percent':50,'observe':'90s','abort_if':{'error_rate':0.02,'p99_ms':500}}")
                .is(202);

        assertEquals(WAITING + "/4", reply.header("Location"));
        assertEquals("canary", reply.at("/state"));
        JsonNode canary = reply.json().path("canary");
        assertEquals(2, canary.path("instances").size());
        assertFalse(canary.path("instances").toString().contains("e5"));
        assertEquals(50, canary.path("percent").asInt());
        assertEquals("90s", canary.path("observe").asText());
        assertEquals(
                "{\"error_rate\":0.02,\"p99_ms\":500}", canary.path("abort_if").toString());
        assertEquals(0, canary.path("min_requests").asInt());
        assertEquals(api.log.now(), Instant.parse(canary.path("began_at").asText()));
        assertEquals(reply.json(), api.get(WAITING + "/4").is(200).json());
        api.get(GROUP + "/routes/r2").is(404);
    }

    @Test
    void instancesCanBeNamedAndTheDefaultsAreSaid() {
        healthy("e1", "e2");
        JsonNode canary = tried("{'instances':['e2']}").is(202).json().path("canary");
        assertEquals("[\"e2\"]", canary.path("instances").toString());
        assertTrue(canary.path("percent").isMissingNode());
        assertEquals("60s", canary.path("observe").asText());
        assertEquals("{\"error_rate\":0.05}", canary.path("abort_if").toString());
    }

    @Test
    void eachZoneHasItsTurn() {
        for (int number = 0; number < 4; number++) {
            instance("a" + number, InstanceState.HEALTHY, "a", null);
        }
        instance("b", InstanceState.HEALTHY, "b", null);
        String instances =
                tried("{'percent':40}").is(202).json().at("/canary/instances").toString();
        assertTrue(instances.contains("\"a") && instances.contains("\"b\""), instances);
    }

    @Test
    void withoutAnInstanceThatCouldTryItAChangeIsRefused() {
        assertDetail("the group has no healthy instance", tried("{'percent':10}"));
        healthy("e1");
        assertDetail("percent: 100 tries the change there", tried("{'percent':10}"));
        instance("e2", InstanceState.LOST_CONNECTION, null, null);
        assertDetail("e2 is lost_connection, e9 is not known", tried("{'instances':['e1','e2','e9']}"));
        tried("{'percent':100}").is(202);
    }

    private static void assertDetail(String detail, Api.Reply reply) {
        reply.isProblem(409, "no-instance-for-canary");
        assertTrue(reply.at("/detail").contains(detail), reply.at("/detail"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | /canary",
                "{} | /canary",
                "{'percent':10,'instances':['e1']} | /canary",
                "{'percent':0} | /canary/percent",
                "{'percent':101} | /canary/percent",
                "{'percent':1.5} | /canary/percent",
                "{'percent':'10'} | /canary/percent",
                "{'instances':[]} | /canary/instances",
                "{'instances':['a b']} | /canary/instances",
                "{'instances':'e1'} | /canary/instances",
                "{'percent':10,'observe':60} | /canary/observe",
                "{'percent':10,'observe':'999ms'} | /canary/observe",
                "{'percent':10,'observe':'25h'} | /canary/observe",
                "{'percent':10,'abort_if':{}} | /canary/abort_if",
                "{'percent':10,'abort_if':7} | /canary/abort_if",
                "{'percent':10,'abort_if':{'error_rate':1}} | /canary/abort_if/error_rate",
                "{'percent':10,'abort_if':{'error_rate':-0.1}} | /canary/abort_if/error_rate",
                "{'percent':10,'abort_if':{'error_rate':0.0000001}} | /canary/abort_if/error_rate",
                "{'percent':10,'abort_if':{'p99_ms':0}} | /canary/abort_if/p99_ms",
                "{'percent':10,'abort_if':{'p99':1}} | /canary/abort_if/p99",
                "{'percent':10,'min_requests':-1} | /canary/min_requests",
                "{'percent':10,'percents':1} | /canary/percents",
            })
    void whatIsWrongIsNamed(String canary, String pointer) {
        healthy("e1", "e2");
        Api.Reply reply = tried(canary).isProblem(422, "invalid-document");
        assertEquals(pointer, reply.at("/errors/0/pointer"), reply.json().toString());
    }

    @Test
    void aSecondOneIsRefusedWhileOneIsUnderWay() {
        healthy("e1", "e2");
        tried("{'percent':50}").is(202);
        tried("{'percent':50}").isProblem(409, "canary-under-way");
        api.put(GROUP + "/routes/r1", "{'uri':'/c','upstream_id':'u1'}").is(200);

        api.delete(WAITING + "/4").is(200);
        tried("{'percent':50}").is(202);
    }

    @Test
    void itIsPromotedByHandOrByItself() {
        healthy("e1", "e2");
        tried("{'percent':50}").is(202);
        Api.Reply made = api.send("POST", WAITING + "/4/promote", null).is(200);
        assertEquals("r2", made.at("/changes/0/id"));
        api.get(GROUP + "/routes/r2").is(200);
        api.send("POST", WAITING + "/4/promote", null).isProblem(404, "resource-not-found");

        api.send(
                        "POST",
                        GROUP + "/changesets",
                        "{'canary':{'percent':50},'changes':[{'op':'delete','kind':'routes'," + "'id':'r2'}]}")
                .is(202);
        api.log.fire("default", "6", Step.PROMOTE, api.log.now().plusSeconds(61));
        api.get(GROUP + "/routes/r2").is(404);
    }

    @Test
    void whatWaitsAndIsNotTriedIsNotPromoted() {
        healthy("e1", "e2");
        Instant soon = api.log.now().plusSeconds(3_600);
        api.send("POST", GROUP + "/changesets?effective_at=" + soon, "{'canary':{'percent':50}," + CHANGES + "}")
                .is(202);
        assertEquals("scheduled", api.get(WAITING + "/4").at("/state"));
        api.send("POST", WAITING + "/4/promote", null).isProblem(409, "no-canary");
        api.log.fire("default", "4", Step.APPLY, soon);
        assertEquals("canary", api.get(WAITING + "/4").at("/state"));
    }

    @Test
    void whatHoldsForTheGroupItselfIsNotTried() {
        healthy("e1", "e2");
        Api.Reply reply = api.send(
                "POST",
                GROUP + "/changesets",
                "{'canary':{'percent':50},'changes':[{'op':'put','kind':'groups','id':'default','value':{}}]}");
        reply.isProblem(422, "invalid-canary");
        assertEquals("/changes/0/value", reply.at("/errors/0/pointer"));
    }

    @Test
    void theRolloutShowsHowItDoes() {
        healthy("e1", "e2");
        assertTrue(api.get(GROUP + "/rollout").json().path("canary").isMissingNode());
        tried("{'instances':['e1']}").is(202);
        instance("e1", InstanceState.HEALTHY, null, new CanaryReport("4", new CanaryCounts(10, 2, 1, 3), List.of()));
        instance("e2", InstanceState.HEALTHY, null, new CanaryReport("4", new CanaryCounts(90, 0, 5, 0), List.of()));
        instance("e3", InstanceState.HEALTHY, null, new CanaryReport("3", new CanaryCounts(7, 7, 7, 7), List.of()));

        JsonNode canary = api.get(GROUP + "/rollout").is(200).json().path("canary");
        assertEquals("4", canary.path("id").asText());
        assertEquals(1, canary.path("serving").asInt());
        assertEquals(
                "{\"requests\":10,\"errors\":2,\"slow\":1,\"open\":3}",
                canary.path("tried").toString());
        assertEquals(
                "{\"requests\":90,\"errors\":0,\"slow\":5,\"open\":0}",
                canary.path("elsewhere").toString());
        assertEquals(
                "{\"id\":\"4\",\"requests\":10,\"errors\":2,\"slow\":1,\"open\":3,\"faults\":[]}",
                api.get(GROUP + "/instances").json().at("/items/0/canary").toString());
    }

    @Test
    void aDryRunChoosesToo() {
        healthy("e1", "e2");
        Api.Reply reply =
                api.send("POST", GROUP + "/changesets?dry_run=true", "{'canary':{'percent':50}," + CHANGES + "}");
        assertEquals("pending_changes", reply.is(200).at("/changes/0/kind"));
    }

    @Test
    void aRehearsalTakesNoCanary() {
        Api.Reply reply = api.send(
                "POST",
                GROUP + "/rehearse",
                "{'canary':{'percent':50}," + CHANGES + ",'requests':[{'method':'GET','host':'a','uri':'/b'}]}");
        reply.isProblem(422, "invalid-document");
        assertEquals("/canary", reply.at("/errors/0/pointer"));
    }
}
