package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request is answered with.
 *
 * @param headers in the order they are written; {@code Content-Type} among them
 */
record Answer(int status, Map<String, String> headers, Body body) {

    /** What follows the head. */
    sealed interface Body {
        /** All of it. */
        record Whole(Buffer bytes) implements Body {}

        /** As much as comes. */
        record Streamed(Feed feed) implements Body {}
    }

    /** Writes a body piece by piece. */
    @FunctionalInterface
    interface Feed {
        /** Writes to {@code response}, whose head is set, and ends it; called on its event loop. */
        void start(HttpServerResponse response);
    }

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
        return new Answer(status, headers, new Body.Whole(body));
    }

    /** 200, with a body that comes piece by piece. */
    static Answer streamed(String contentType, Feed feed) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(Headers.CONTENT_TYPE, contentType);
        return new Answer(200, headers, new Body.Streamed(feed));
    }

    /** 200, with server-sent events as long as they come. */
    static Answer live(Feed feed) {
        return streamed(MediaTypes.EVENTS, feed).header("Cache-Control", "no-store");
    }

    /** This answer's head, with {@code feed}, which begins with its body, as its body. */
    Answer followed(Feed feed) {
        var live = live(feed);
        var both = new LinkedHashMap<>(headers);
        both.putAll(live.headers);
        return new Answer(status, both, live.body);
    }

    static Answer notModified() {
        return new Answer(304, new LinkedHashMap<>(), new Body.Whole(Buffer.buffer()));
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
