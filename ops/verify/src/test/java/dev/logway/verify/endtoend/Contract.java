package dev.logway.verify.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the parts of {@link EndToEndContract} have in common: a system, and words for what is asked of it. */
interface Contract {
    String GROUP = "/v1/groups/" + LogwaySystem.GROUP;

    /** What is tested. */
    LogwaySystem system();

    /** A name that no other test has. */
    String name();

    /** Asks for what stands at {@code path} of the group. */
    default Answer get(String path) {
        return system().api("GET", GROUP + "/" + path, null);
    }

    default Answer put(String path, String body, String... headers) {
        return system().api("PUT", GROUP + "/" + path, body, headers);
    }

    /** The items of a list. */
    static List<JsonNode> items(Answer answer) {
        assertEquals(200, answer.status(), answer::toString);
        return StreamSupport.stream(answer.json().path("items").spliterator(), false)
                .toList();
    }

    /** An upstream with a node on {@code port}. */
    static String nodes(int port) {
        return """
                {"nodes": {"127.0.0.1:%d": 1}}""".formatted(port);
    }

    /** A route from all below {@code path} to the origin. */
    static String route(String path) {
        return """
                {"uri": "/%s/*", "upstream_id": "origin"}""".formatted(path);
    }

    /** The same, switched off. */
    static String disabled(String path) {
        return """
                {"uri": "/%s/*", "upstream_id": "origin", "status": 0}""".formatted(path);
    }
}
