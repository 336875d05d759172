package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Histories that come as streams, over sockets. */
class HistoryStreamWireTest {
    private static final String EVENTS = "/v1/groups/default/events";
    private static final String ROUTE = "/v1/groups/default/routes/r1";

    private final Api api = new Api().withRoute();
    private boolean closed;

    @AfterEach
    void close() {
        if (!closed) {
            api.close();
        }
    }

    private LiveStream live(String headers, String query) throws IOException {
        return LiveStream.open(api, "GET", EVENTS + query, headers, "");
    }

    private static List<Long> revisions(String lines) {
        return lines.lines()
                .map(line -> Json.parse(line.getBytes(StandardCharsets.UTF_8))
                        .path("revision")
                        .asLong())
                .toList();
    }

    @Test
    void linesHoldEverythingThatMatchesHoweverManyPagesItIs() {
        for (int priority = 1; priority <= 600; priority++) {
            api.put(ROUTE, "{'uri':'/a','upstream_id':'u1','priority':" + priority + "}")
                    .is(200);
        }
        var all = api.get(EVENTS, "Accept", "application/x-ndjson").is(200);
        assertEquals("application/x-ndjson", all.header("Content-Type"));
        List<Long> revisions = revisions(all.text());
        assertEquals(603, revisions.size());
        assertEquals(1, revisions.getFirst());
        assertEquals(603, revisions.getLast());
        var ofRoute = api.get(ROUTE + "/events?after=600", "Accept", "application/x-ndjson")
                .is(200);
        assertEquals(List.of(601L, 602L, 603L), revisions(ofRoute.text()));
        api.get(EVENTS + "?limit=3", "Accept", "application/x-ndjson").isProblem(400, "invalid-parameter");
        api.get("/v1/groups/nope/events", "Accept", "application/x-ndjson").isProblem(404, "unknown-group");
    }

    @Test
    void aLiveStreamTellsWhatIsNewAndGoesOnAfterWhatItsReaderSaw() throws IOException {
        String seen;
        try (var stream = live("", "")) {
            api.put(ROUTE, "{'uri':'/b','upstream_id':'u1'}").is(200);
            var first = stream.next();
            assertEquals("4", first.id());
            assertEquals("/b", first.json().at("/changes/0/value/uri").asText());
            api.delete("/v1/groups/default/upstreams/u1").is(409);
            api.put(ROUTE, "{'uri':'/c','upstream_id':'u1'}").is(200);
            seen = stream.next().id();
            assertEquals("5", seen);
        }
        api.put(ROUTE, "{'uri':'/d','upstream_id':'u1'}").is(200);
        try (var stream = live("Last-Event-ID: " + seen + "\r\n", "")) {
            assertEquals("6", stream.next().id());
        }
    }

    @Test
    void refusalsHavePlacesOfTheirOwn() throws IOException {
        api.delete("/v1/groups/default/upstreams/u1").is(409);
        api.delete("/v1/groups/default/upstreams/u1").is(409);
        try (var stream = live("", "?outcome=all&after=3")) {
            assertEquals("3.1", stream.next().id());
            assertEquals("3.2", stream.next().id());
        }
        try (var stream = live("Last-Event-ID: 3.1\r\n", "?outcome=all")) {
            assertEquals("3.2", stream.next().id());
        }
    }

    @Test
    void aLiveStreamEndsWholeWhenTheNodeDoes() throws IOException {
        try (var stream = live("", "")) {
            api.put(ROUTE, "{'uri':'/b','upstream_id':'u1'}").is(200);
            stream.next();
            closed = true;
            api.close();
            assertTrue(stream.endsWhole(), "the last chunk, not a broken connection");
            assertTrue(stream.closes());
        }
    }

    @Test
    void whatAStreamCannotDoIsRefused() {
        api.get(EVENTS + "?to=2030-01-01T00:00:00Z", "Accept", "text/event-stream")
                .isProblem(400, "invalid-parameter");
        api.get(EVENTS, "Accept", "text/event-stream", "Last-Event-ID", "x").isProblem(400, "invalid-header");
    }
}
