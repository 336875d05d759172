package dev.logway.api.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWireTest {
    private static final String ROUTE = "/v1/groups/default/routes/r1";
    private static final String CHANGESETS = "/v1/groups/default/changesets";

    private final Api api = new Api();

    @BeforeEach
    void make() {
        api.withRoute();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/groups", "PUT, /v1/groups/x", "GET, /v1/groups/default/routes",
                "DELETE, /v1/groups/default/routes/r1",
        "POST, /v1/groups/default/changesets", "GET, /v1/commands/x", "GET, /v1/nothing", "TRACE, /v1/groups"
    })
    void everythingUnderV1AsksForAKey(String method, String path) {
        var missing = api.anonymously(method, path).isProblem(401, "missing-key");
        assertEquals("Bearer realm=\"logway\"", missing.header("WWW-Authenticate"));
        var wrong = api.anonymously(method, path, "X-API-KEY", "lw_wrong").isProblem(401, "wrong-key");
        assertTrue(wrong.header("WWW-Authenticate").contains("invalid_token"));
        api.anonymously(method, path, "Authorization", "Basic abc").isProblem(401, "missing-key");
        api.anonymously(method, path, "Authorization", "Bearer lw_wrong").isProblem(401, "wrong-key");
    }

    @Test
    void aKeyIsTakenFromEitherHeader() {
        String secret = Api.KEY.secret();
        api.anonymously("GET", ROUTE, "X-API-KEY", secret).is(200);
        api.anonymously("GET", ROUTE, "Authorization", "Bearer " + secret).is(200);
        api.anonymously("GET", ROUTE, "Authorization", "bearer " + secret).is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/ready", "/v1/openapi.json", "/metrics"})
    void someThingsAreOpen(String path) {
        api.anonymously("GET", path).is(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v2/groups",
                "/v1/nothing",
                "/v1/groups/default/routes/r1/more",
                "/v1/groups/default/pluginz/x"
            })
    void whatIsNotThereIsNotFound(String path) {
        var reply = api.get(path);
        reply.isProblem(404, "unknown-path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/groups/default/routes/..", "/v1/groups/default/routes/%2e%2E", "/v1/groups/default/routes/.",
                "/v1/groups/default//r1", "//v1/groups/default", "/v1/groups/default/upstreams/../routes/r1"
            })
    void pathsThatOthersWouldResolveNameNothing(String path) throws IOException {
        String reply = raw("DELETE " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-API-KEY: "
                + Api.KEY.secret() + "\r\n\r\n");
        assertTrue(reply.startsWith("HTTP/1.1 404"), reply);
        assertTrue(reply.contains("unknown-path"), reply);
        api.get("/v1/groups/default").is(200);
        api.get(ROUTE).is(200);
    }

    @Test
    void otherMethodsAreRefusedWithThoseThatAreNot() {
        assertEquals(
                "DELETE, GET, HEAD, PATCH, PUT",
                api.send("POST", ROUTE, "{}")
                        .isProblem(405, "method-not-allowed")
                        .header("Allow"));
        assertEquals(
                "POST", api.get(CHANGESETS).isProblem(405, "method-not-allowed").header("Allow"));
        assertEquals(
                "GET, HEAD",
                api.delete("/v1/groups").isProblem(405, "method-not-allowed").header("Allow"));
        api.delete("/metrics").isProblem(405, "method-not-allowed");
    }

    @Test
    void headAnswersAsGetWithoutTheBody() {
        var reply = api.send("HEAD", ROUTE, null).is(200);
        assertEquals(0, reply.response().body().length);
        assertEquals("\"3\"", reply.header("ETag"));
        assertEquals(String.valueOf(api.get(ROUTE).response().body().length), reply.header("Content-Length"));
    }

    @Test
    void cleartextIsHttp11Only() {
        assertEquals(HttpClient.Version.HTTP_1_1, api.get(ROUTE).response().version());
    }

    @Test
    void brokenJsonIsRefusedWithItsPosition() {
        var reply = api.put(ROUTE, "{'uri': '/a',\n  'upstream_id' 'u1'}").isProblem(400, "malformed-json");
        assertEquals(2, reply.json().path("line").asInt());
        assertEquals(17, reply.json().path("column").asInt());
        assertTrue(reply.at("/detail").startsWith("line 2, column 17: "), reply.text());
        assertTrue(api.put(ROUTE, "{'uri':'/a','uri':'/b'}")
                .isProblem(400, "malformed-json")
                .at("/detail")
                .contains("Duplicate"));
        assertTrue(api.put(ROUTE, "")
                .isProblem(400, "malformed-json")
                .at("/detail")
                .contains("empty"));
        api.put(ROUTE, "{} {}").isProblem(400, "malformed-json");
        api.put(ROUTE, "[".repeat(33) + "]".repeat(33)).isProblem(400, "malformed-json");
        api.put(ROUTE, "NaN").isProblem(400, "malformed-json");
        api.put(ROUTE, "[" + "1".repeat(65) + "]").isProblem(400, "malformed-json");
        assertFalse(reply.text().contains("java"), reply.text());
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() throws IOException {
        String reply =
                raw("PUT " + ROUTE + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\nX-API-KEY: "
                        + Api.KEY.secret() + "\r\n\r\n\"\u00ff\u00fe\u00fd\"");
        assertTrue(reply.startsWith("HTTP/1.1 400"), reply);
        assertTrue(reply.contains("malformed-json"), reply);
    }

    @Test
    void otherTypesOfBodiesAreRefused() {
        for (String type : List.of("text/plain", "multipart/form-data", "application/merge-patch+json")) {
            api.send("PUT", ROUTE, null, "Content-Type", type).isProblem(415, "unsupported-media-type");
        }
        api.send("PATCH", ROUTE, null, "Content-Type", "text/plain").isProblem(415, "unsupported-media-type");
        api.send("PUT", ROUTE, null, "Content-Type", "application/json; charset=utf-8")
                .isProblem(400, "malformed-json");
    }

    @Test
    void whatCurlSendsWithoutAHeaderIsReadWhateverItsSize() {
        String body = "{\"uri\":\"/\"" + " ".repeat(100_000) + ",\"nothing\":1}";
        api.send("PUT", ROUTE, body, "Content-Type", "application/x-www-form-urlencoded")
                .isProblem(422, "invalid-document");
    }

    @Test
    void aBodyOverEightMebibytesIsRefused() {
        String room = "{\"desc\":\"" + " ".repeat(8 * 1024 * 1024) + "\"}";
        api.put(ROUTE, room).isProblem(413, "body-too-large");
        String fits = "{\"desc\":\"" + " ".repeat(8 * 1024 * 1024 - 11) + "\"}";
        assertEquals(8 * 1024 * 1024, fits.length());
        api.put(ROUTE, fits).isProblem(422, "invalid-document");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "routes?page=1|unknown-parameter|unknown query parameter page (known: at, cursor, label, limit, name)",
                "routes?limit=0|invalid-parameter|limit: 0 (expected: 1 to 500)",
                "routes?limit=501|invalid-parameter|limit: 501 (expected: 1 to 500)",
                "routes?limit=ten|invalid-parameter|limit: ten (expected: 1 to 500)",
                "routes?limit=1&limit=2|invalid-parameter|limit: 1, 2 (expected: one value)",
                "routes?label=|invalid-parameter|label:  (expected: a value",
                "routes?label=team|invalid-parameter|label: team (expected: key:value)",
                "routes?label=team:|invalid-parameter|label: team: (expected: key:value)",
                "routes?name=|invalid-parameter|name:  (expected: a value",
                "routes?cursor=%25|invalid-parameter|cursor: % (expected: what an answer gave as next)",
                "events?after=-1|invalid-parameter|after: -1 (expected: a revision",
                "events?outcome=good|invalid-parameter|outcome: good (expected: accepted, rejected, all)",
                "routes/r1?wait=applied|unknown-parameter|unknown query parameter wait (known: at)"
            })
    void badParametersAreNamed(String pathAndQuery, String code, String detail) {
        var reply = api.get("/v1/groups/default/" + pathAndQuery).isProblem(400, code);
        assertTrue(reply.at("/detail").startsWith(detail), reply.text());
    }

    @ParameterizedTest
    @CsvSource({
        "wait=soon, wait: soon", "timeout=5, timeout: 5 (expected: 1ms to 60s", "timeout=61s, timeout: 61s",
        "timeout=0s, timeout: 0s", "dry_run=yes, dry_run: yes (expected: true or false)", "force=1, force: 1"
    })
    void badOptionsOfChangesAreNamed(String query, String detail) {
        var reply = api.delete(ROUTE + "?" + query).isProblem(400, "invalid-parameter");
        assertTrue(reply.at("/detail").startsWith(detail), reply.text());
        api.get(ROUTE).is(200);
    }

    @Test
    void whileTheLogIsReadNothingIsAnswered() {
        api.missing = List.of("recent outcomes", "the fleet");
        var ready = api.anonymously("GET", "/v1/ready").isProblem(503, "not-ready");
        assertEquals("waiting for recent outcomes; the fleet", ready.at("/detail"));
        assertEquals("recent outcomes", ready.at("/missing/0"));
        api.get(ROUTE).isProblem(503, "not-ready");
        api.anonymously("GET", ROUTE).isProblem(401, "missing-key");
        api.missing = List.of();
        assertTrue(
                api.anonymously("GET", "/v1/ready").is(200).json().path("ready").asBoolean());
    }

    @Test
    void whatIsNoHttpIsAProblemToo() throws IOException {
        String reply = raw("GARBAGE\r\n\r\n");
        assertTrue(reply.startsWith("HTTP/1.1 400") || reply.startsWith("HTTP/1.0 400"), reply);
        assertTrue(reply.contains("bad-request"), reply);
        String query = raw("GET /v1/groups?name=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-API-KEY: "
                + Api.KEY.secret() + "\r\n\r\n");
        assertTrue(query.contains(" 400 ") && query.contains("application/problem+json"), query);
        String line = raw("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        assertTrue(line.contains(" 414 ") && line.contains("uri-too-long"), line);
        String headers = raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(10_000) + "\r\n\r\n");
        assertTrue(headers.contains(" 431 ") && headers.contains("headers-too-large"), headers);
    }

    @Test
    void whatIsAnsweredIsCounted() {
        api.get(ROUTE).is(200);
        api.get("/v1/nothing").is(404);
        String metrics = api.anonymously("GET", "/metrics").is(200).text();
        assertTrue(
                metrics.contains(
                        "logway_api_requests_total{code=\"200\",method=\"GET\",route=\"/v1/groups/:group/:kind/:id\"} 1.0"),
                metrics);
        assertTrue(metrics.contains("code=\"404\",method=\"GET\",route=\"unmatched\"} 1.0"), metrics);
        api.send("MADEUP", ROUTE, null).is(405);
        String later = api.anonymously("GET", "/metrics").is(200).text();
        assertTrue(later.contains("method=\"other\"") && !later.contains("MADEUP"), later);
        assertTrue(metrics.contains("logway_api_commands_appended_total 3.0"), metrics);
        assertTrue(metrics.contains("logway_api_commands_total{outcome=\"accepted\"} 3.0"), metrics);
        assertTrue(metrics.contains("logway_api_request_seconds_bucket"), metrics);
    }

    /** What comes back for bytes sent as they are. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
