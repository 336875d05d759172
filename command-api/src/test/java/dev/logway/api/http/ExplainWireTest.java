package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplainWireTest {
    private static final String GROUP = "/v1/groups/default";
    private static final String EXPLAIN = GROUP + "/explain";

    private final Api api = new Api().withRoute();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void theRouteThatTakesARequestIsNamedWithThosePassedOver() {
        api.put(
                        GROUP + "/routes/beta",
                        "{'uri':'/a','upstream_id':'u1','priority':5,'vars':[['http_x_beta','==','1']]}")
                .is(201);
        var without = api.get(EXPLAIN + "?path=/a&host=x.example").is(200);
        assertEquals("4", without.header("Logway-Revision"));
        assertEquals("4", without.at("/revision"));
        assertEquals("r1", without.at("/winner/route"));
        assertEquals("upstreams/u1", without.at("/winner/upstream"));
        assertEquals("beta", without.at("/candidates/0/route"));
        assertEquals("passed over", without.at("/candidates/0/verdict"));
        assertTrue(without.at("/candidates/0/reason").contains("http_x_beta"), without.text());

        assertEquals(
                "beta",
                api.get(EXPLAIN + "?path=/a&header=X-Beta:%201&header=X-Other:%202")
                        .is(200)
                        .at("/winner/route"));
        assertEquals("null", api.get(EXPLAIN + "?path=/none").is(200).at("/winner"));
    }

    @Test
    void aMomentOfThePastIsAskedAboutAsItWas() {
        api.put(GROUP + "/routes/r2", "{'uri':'/b/*','upstream_id':'u1'}").is(201);
        api.delete(GROUP + "/routes/r2").is(200);
        String asked = EXPLAIN + "?method=POST&path=/b/c";
        assertEquals("null", api.get(asked).is(200).at("/winner"));
        var then = api.get(asked + "&at=4").is(200);
        assertEquals("4", then.header("Logway-Revision"));
        assertEquals("r2", then.at("/winner/route"));
        assertEquals("c", then.at("/winner/parameters/:ext"));
        assertEquals("null", api.get(asked + "&at=3").is(200).at("/winner"));
        api.get(asked + "&at=6").isProblem(404, "unknown-moment");
    }

    @Test
    void aRequestThatIsNoneIsRefused() {
        api.get(EXPLAIN).isProblem(400, "invalid-parameter");
        api.get(EXPLAIN + "?path=a").isProblem(400, "invalid-parameter");
        api.get(EXPLAIN + "?path=/a&path=/b").isProblem(400, "invalid-parameter");
        api.get(EXPLAIN + "?path=/a&header=none").isProblem(400, "invalid-parameter");
        api.get(EXPLAIN + "?path=/a&remote_addr=x").isProblem(400, "invalid-parameter");
        api.get(EXPLAIN + "?path=/a&other=1").isProblem(400, "unknown-parameter");
        api.get("/v1/groups/none/explain?path=/a").isProblem(404, "unknown-group");
    }
}
