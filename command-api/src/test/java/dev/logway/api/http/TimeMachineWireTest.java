package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every reading request as of another moment. */
class TimeMachineWireTest {
    private static final String GROUP = "/v1/groups/default";
    private static final String ROUTES = GROUP + "/routes";
    private static final long SEED = Long.getLong("logway.seed", System.nanoTime());
    private static final List<String> READS =
            List.of(GROUP, ROUTES, GROUP + "/upstreams?limit=1", ROUTES + "/r1", ROUTES + "/r2");

    private final Api api = new Api().withRoute();

    @AfterEach
    void close() {
        api.close();
    }

    private static String at(String path, Object moment) {
        return path + (path.contains("?") ? "&" : "?") + "at=" + moment;
    }

    private record Seen(int status, String revision, String etag, JsonNode body) {
        static Seen of(Api.Reply reply) {
            return new Seen(reply.status(), reply.header("Logway-Revision"), reply.header("ETag"), reply.json());
        }
    }

    @Test
    void whatWasShownThenIsShownAgainByRevisionAndByTime() {
        var random = new SplittableRandom(SEED);
        var seen = new TreeMap<Long, List<Seen>>();
        for (int step = 0; step < 40; step++) {
            change(random);
            long revision = Long.parseLong(api.get(GROUP).header("Logway-Revision"));
            seen.put(revision, READS.stream().map(api::get).map(Seen::of).toList());
        }
        seen.forEach((revision, then) -> {
            String time = api.get(GROUP + "/events?after=" + (revision - 1) + "&limit=1")
                    .at("/items/0/at");
            for (int i = 0; i < READS.size(); i++) {
                String what = "-Dlogway.seed=" + SEED + ": " + READS.get(i) + " at " + revision;
                assertEquals(then.get(i), Seen.of(api.get(at(READS.get(i), revision))), what);
                assertEquals(then.get(i), Seen.of(api.get(at(READS.get(i), time))), what + ", " + time);
            }
        });
    }

    private void change(SplittableRandom random) {
        String id = "r" + (1 + random.nextInt(3));
        switch (random.nextInt(4)) {
            case 0 -> api.delete(ROUTES + "/" + id);
            case 1 -> api.put(GROUP + "/upstreams/" + id, "{'nodes':{'127.0.0.1:8080':" + random.nextInt(3) + "}}");
            case 2 -> api.put(GROUP, "{'desc':'" + random.nextInt(9) + "'}");
            default ->
                api.put(ROUTES + "/" + id, "{'uri':'/a','upstream_id':'u1','priority':" + random.nextInt(5) + "}");
        }
    }

    @Test
    void aDeletedResourceIsThereAsItWas() {
        api.delete(ROUTES + "/r1").is(200);
        api.get(ROUTES + "/r1").isProblem(404, "resource-not-found");
        assertEquals("/a", api.get(at(ROUTES + "/r1", 3)).is(200).at("/uri"));
        api.get(at(ROUTES + "/r1", 3), "If-None-Match", "\"3\"").is(304);
        api.get(at(ROUTES + "/r1", 2)).isProblem(404, "resource-not-found");
    }

    @Test
    void aDeletedGroupIsThereAsItWas() {
        api.delete(ROUTES + "/r1").is(200);
        api.delete(GROUP + "/upstreams/u1").is(200);
        api.delete(GROUP).is(200);
        api.get(GROUP).isProblem(404, "unknown-group");
        assertEquals("default", api.get(at(GROUP, 3)).is(200).at("/id"));
        api.get(at(GROUP, 6)).isProblem(404, "unknown-group");
        assertEquals(0, api.get("/v1/groups").json().path("items").size());
    }

    @Test
    void groupsAreListedAsTheyWere() {
        String before = api.get(GROUP + "/events").at("/items/2/at");
        api.put("/v1/groups/later", "{}").is(201);
        assertEquals(2, api.get("/v1/groups").json().path("items").size());
        assertEquals(
                1,
                api.get(at("/v1/groups", before)).is(200).json().path("items").size());
        assertEquals(
                0,
                api.get(at("/v1/groups", "2020-01-01T00:00:00Z"))
                        .is(200)
                        .json()
                        .path("items")
                        .size());
        api.get(at("/v1/groups", 3)).isProblem(400, "invalid-parameter");
    }

    @Test
    void aMomentThatNeverWasIsRefusedWithTheBounds() {
        for (Object moment : List.of(4, "2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z")) {
            var problem = api.get(at(ROUTES, moment)).isProblem(404, "unknown-moment");
            assertEquals("1", problem.at("/first/revision"));
            assertEquals("3", problem.at("/last/revision"));
            assertEquals("2026-01-02T03:04:05.685Z", problem.at("/first/at"));
            assertTrue(problem.at("/detail").contains("revision 1"), problem.text());
        }
        api.get(at("/v1/groups/nope", 1)).isProblem(404, "unknown-group");
        for (String moment : List.of("0", "-1", "1.5", "yesterday", "2026-01-01")) {
            api.get(at(ROUTES, moment)).isProblem(400, "invalid-parameter");
        }
    }
}
