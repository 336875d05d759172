package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.Json;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request is answered with.
 *
 * @param headers in the order they are written; {@code Content-Type} among them
 */
record Answer(int status, Map<String, String> headers, Buffer body) {
    static Answer json(int status, JsonNode document) {
        return of(status, "application/json", Buffer.buffer(Json.bytes(document)));
    }

    static Answer problem(ApiException problem) {
        Answer answer =
                of(problem.type().status(), "application/problem+json", Buffer.buffer(Json.bytes(problem.document())));
        answer.headers.putAll(problem.headers());
        return answer;
    }

    static Answer of(int status, String contentType, Buffer body) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(Headers.CONTENT_TYPE, contentType);
        return new Answer(status, headers, body);
    }

    static Answer notModified() {
        return new Answer(304, new LinkedHashMap<>(), Buffer.buffer());
    }

    /** This answer, to add headers to. */
    Answer copy() {
        return new Answer(status, new LinkedHashMap<>(headers), body);
    }

    Answer header(String name, Object value) {
        headers.put(name, String.valueOf(value));
        return this;
    }
}
