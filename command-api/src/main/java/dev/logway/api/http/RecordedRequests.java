package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.InvalidDocumentException;
import dev.logway.routing.MatchProbe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads requests as an edge's access log writes them, one object each, with more header fields if they are known. */
final class RecordedRequests {
    /** How many are read at most. */
    static final int MAX = 10_000;

    /** The log's fields that are header fields, and are there if they were sent. */
    private static final Map<String, String> HEADERS = Map.of("user_agent", "user-agent", "referer", "referer");

    /** The log's fields that do not say what was asked for. */
    private static final Set<String> BESIDE = Set.of(
            "time",
            "protocol",
            "request_id",
            "trace_id",
            "status",
            "request_bytes",
            "response_bytes",
            "latency_ms",
            "upstream_ms",
            "revision",
            "route",
            "node");

    private RecordedRequests() {}

    /** @throws InvalidDocumentException at the first that is none */
    static List<RecordedRequest> read(JsonNode array) {
        if (!array.isArray() || array.isEmpty() || array.size() > MAX) {
            throw InvalidDocumentException.of(
                    "/requests",
                    "requests: " + (array.isArray() ? "an array of " + array.size() : "no array")
                            + " (expected: an array of 1 to " + MAX + " lines of an access log)");
        }
        var requests = new ArrayList<RecordedRequest>(array.size());
        for (int i = 0; i < array.size(); i++) {
            requests.add(request(array.get(i), "/requests/" + i));
        }
        return requests;
    }

    private static RecordedRequest request(JsonNode line, String pointer) {
        if (!line.isObject()) {
            throw InvalidDocumentException.of(pointer, "expected an object, such as a line of an access log");
        }
        var given = new HashMap<String, List<String>>();
        var headers = new ArrayList<String>();
        var recorded = new HashSet<>(Set.of("host"));
        recorded.addAll(HEADERS.values());
        for (Map.Entry<String, JsonNode> field : line.properties()) {
            String name = field.getKey();
            switch (name) {
                case "uri" -> given.put("path", List.of(text(field.getValue(), pointer, name)));
                case "method", "host" -> given.put(name, List.of(text(field.getValue(), pointer, name)));
                case "client" -> given.put("remote_addr", List.of(text(field.getValue(), pointer, name)));
                case "user_agent", "referer" ->
                    headers.add(HEADERS.get(name) + ": " + text(field.getValue(), pointer, name));
                case "headers" -> {
                    for (Map.Entry<String, JsonNode> header :
                            object(field.getValue(), pointer).properties()) {
                        headers.add(header.getKey() + ": "
                                + text(header.getValue(), pointer + "/headers", header.getKey()));
                        recorded.add(header.getKey().toLowerCase(Locale.ROOT));
                    }
                }
                default -> {
                    if (!BESIDE.contains(name)) {
                        throw InvalidDocumentException.of(
                                pointer + "/" + name,
                                name + ": unknown field (expected: uri, method, host, client, user_agent, referer,"
                                        + " headers, or another of the access log)");
                    }
                }
            }
        }
        if (!given.containsKey("path")) {
            throw InvalidDocumentException.of(pointer + "/uri", "uri: missing (expected: a path with its query)");
        }
        given.put("header", headers);
        try {
            return new RecordedRequest(MatchProbe.of(given), recorded, null);
        } catch (IllegalArgumentException e) {
            throw InvalidDocumentException.of(pointer, String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode object(JsonNode node, String pointer) {
        if (!node.isObject()) {
            throw InvalidDocumentException.of(pointer + "/headers", "headers: expected an object of names and values");
        }
        return node;
    }

    private static String text(JsonNode node, String pointer, String name) {
        if (!node.isTextual()) {
            throw InvalidDocumentException.of(pointer + "/" + name, name + ": " + node + " (expected: a text)");
        }
        return node.textValue();
    }
}
