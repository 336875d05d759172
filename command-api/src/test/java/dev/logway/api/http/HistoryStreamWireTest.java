package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.api.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        try (var stream = new LiveStream("")) {
            api.put(ROUTE, "{'uri':'/b','upstream_id':'u1'}").is(200);
            var first = stream.next();
            assertEquals("4", first.id);
            assertEquals(
                    "/b", Json.parse(first.bytes()).at("/changes/0/value/uri").asText());
            api.delete("/v1/groups/default/upstreams/u1").is(409);
            api.put(ROUTE, "{'uri':'/c','upstream_id':'u1'}").is(200);
            seen = stream.next().id;
            assertEquals("5", seen);
        }
        api.put(ROUTE, "{'uri':'/d','upstream_id':'u1'}").is(200);
        try (var stream = new LiveStream("Last-Event-ID: " + seen + "\r\n")) {
            assertEquals("6", stream.next().id);
        }
    }

    @Test
    void refusalsHavePlacesOfTheirOwn() throws IOException {
        api.delete("/v1/groups/default/upstreams/u1").is(409);
        api.delete("/v1/groups/default/upstreams/u1").is(409);
        try (var stream = new LiveStream("", "?outcome=all&after=3")) {
            assertEquals("3.1", stream.next().id);
            assertEquals("3.2", stream.next().id);
        }
        try (var stream = new LiveStream("Last-Event-ID: 3.1\r\n", "?outcome=all")) {
            assertEquals("3.2", stream.next().id);
        }
    }

    @Test
    void aLiveStreamEndsWholeWhenTheNodeDoes() throws IOException {
        try (var stream = new LiveStream("")) {
            api.put(ROUTE, "{'uri':'/b','upstream_id':'u1'}").is(200);
            stream.next();
            closed = true;
            api.close();
            assertTrue(stream.endsWhole(), "the last chunk, not a broken connection");
        }
    }

    @Test
    void whatAStreamCannotDoIsRefused() {
        api.get(EVENTS + "?to=2030-01-01T00:00:00Z", "Accept", "text/event-stream")
                .isProblem(400, "invalid-parameter");
        api.get(EVENTS, "Accept", "text/event-stream", "Last-Event-ID", "x").isProblem(400, "invalid-header");
    }

    /** A connection that reads server-sent events. */
    private final class LiveStream implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
        private final BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        private final List<String> chunkLines = new ArrayList<>();

        LiveStream(String headers) throws IOException {
            this(headers, "");
        }

        LiveStream(String headers, String query) throws IOException {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + EVENTS + query + " HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\nX-API-KEY: "
                                    + Api.KEY.secret() + "\r\n" + headers + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            assertEquals("HTTP/1.1 200 OK", reader.readLine());
            while (!reader.readLine().isEmpty()) {
                // the head; what follows is tested
            }
            assertEquals("retry: 2000", line());
        }

        /** The next event, past comments. */
        Frame next() throws IOException {
            String id = "";
            while (true) {
                String line = line();
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    return new Frame(id, line.substring(6));
                }
            }
        }

        /** Whether nothing but the end of the chunks, and of the connection, follows. */
        boolean endsWhole() throws IOException {
            chunkLines.clear();
            String size = reader.readLine();
            while (size != null && size.isEmpty()) {
                size = reader.readLine();
            }
            assertEquals("0", size);
            assertEquals("", reader.readLine());
            assertNull(reader.readLine());
            return true;
        }

        /** The next line of the body, without the sizes of its chunks. */
        private String line() throws IOException {
            while (chunkLines.isEmpty()) {
                String size = reader.readLine();
                if (size.isEmpty()) {
                    continue;
                }
                var chunk = new char[Integer.parseInt(size, 16)];
                int read = 0;
                while (read < chunk.length) {
                    read += reader.read(chunk, read, chunk.length - read);
                }
                chunkLines.addAll(new String(chunk).lines().toList());
            }
            return chunkLines.removeFirst();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private record Frame(String id, String data) {
        byte[] bytes() {
            return data.getBytes(StandardCharsets.UTF_8);
        }
    }
}
