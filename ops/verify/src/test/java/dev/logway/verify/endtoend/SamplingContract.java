package dev.logway.verify.endtoend;

import static dev.logway.verify.endtoend.LogwaySystem.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What Logway promises about samples of requests, and rehearsals with them. A part of {@link EndToEndContract}. */
interface SamplingContract extends Contract {
    String SAMPLES = "logway.access." + LogwaySystem.GROUP;

    @Test
    default void aChangeIsRehearsedWithTheRequestsThatEdgesKept() {
        put("/routes/" + name() + "?wait=applied", route(""));
        sample("{\"percent\": 100, \"headers\": [\"X-Tenant\"]}");
        until("there is a topic", () -> topic().setting("cleanup.policy").equals("delete"));
        try {
            system().traffic(0, "/" + name() + "/1?page=2", "X-Tenant", "blue");
            system().traffic(1, "/" + name() + "/2", "X-Tenant", "red");
            system().traffic(1, "/" + name() + "/3");
            system().traffic(0, "/" + name() + "-nowhere");
            untilSampled(4);

            JsonNode report = rehearse();

            assertEquals(1, report.path("changed").asInt(), report::toString);
            assertEquals(2, report.path("no_route").asInt(), report::toString);
            assertEquals(2, report.path("refused").asInt(), report::toString);
            assertEquals(1, report.path("unrouted").asInt(), report::toString);
            assertEquals(0, report.path("uncertain").asInt(), "who sent no X-Tenant is known to have sent none");
            assertEquals(100, report.at("/sampled/percent").asInt());
            assertEquals("3600000", topic().setting("retention.ms"));

            RawLog.append(system().bootstrap(), SAMPLES, new byte[0], "no sample".getBytes(UTF_8));
            until("it is skipped", () -> rehearse().at("/sampled/skipped").asInt() == 1);
            assertEquals(4, rehearse().path("requests").asInt());

            sample("{\"percent\": 100, \"retention_minutes\": 5}");
            until("the topic keeps less", () -> topic().setting("retention.ms").equals("300000"));
            topic().empty();
            assertEquals(0, rehearse().path("requests").asInt());
            system().traffic(0, "/" + name() + "/4");
            untilSampled(1);
        } finally {
            put("?wait=applied", "{}");
        }

        system().traffic(0, "/" + name() + "/not-kept");
        sample("{\"percent\": 100}");
        try {
            system().traffic(0, "/" + name() + "/5");
            untilSampled(2);
        } finally {
            put("?wait=applied", "{}");
        }
        assertTrue(rehearse().at("/sampled/percent").isNull(), "what was kept can still be rehearsed with");
    }

    @Test
    default void aGroupThatKeepsNothingCannotBeRehearsedWithoutRequests() {
        String group = "/v1/groups/" + name();
        system().api("PUT", group, "{}");
        system().api("PUT", group + "/upstreams/u", "{\"nodes\": {\"127.0.0.1:1\": 1}}");

        Answer answer = system().api(
                        "POST",
                        group + "/rehearse",
                        "{\"changes\": [{\"op\": \"delete\","
                                + " \"kind\": \"upstreams\", \"id\": \"u\"}], \"last\": \"15m\"}");

        assertEquals(409, answer.status(), answer::toString);
        assertEquals("not-sampled", answer.code());
    }

    private AccessTopic topic() {
        return new AccessTopic(system().bootstrap(), SAMPLES);
    }

    private void sample(String how) {
        Answer answer = put("?wait=applied", "{\"access_sampling\": " + how + "}");
        assertEquals(200, answer.status(), answer::toString);
    }

    private void untilSampled(int requests) {
        until(
                requests + " requests are kept",
                () -> answer().json().path("requests").asInt(-1) == requests);
    }

    private JsonNode rehearse() {
        Answer answer = answer();
        assertEquals(200, answer.status(), answer::toString);
        return answer.json();
    }

    /** What would come of it if the route took one tenant's requests only. */
    private Answer answer() {
        return system().api(
                        "POST",
                        GROUP + "/rehearse",
                        "{\"changes\": [{\"op\": \"put\", \"kind\": \"routes\", \"id\": \"" + name() + "\", \"value\": "
                                + route(", \"vars\": [[\"http_x_tenant\", \"==\", \"blue\"]]") + "}]}");
    }

    private Answer put(String path, String body) {
        return system().api("PUT", GROUP + path, body);
    }

    private String route(String more) {
        return "{\"uri\": \"/" + name() + "/*\", \"upstream_id\": \"origin\"" + more + "}";
    }
}
