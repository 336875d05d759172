package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Json;
import dev.logway.api.json.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A problem to answer with (RFC 9457). Confined to the request that it answers. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient ObjectNode extra = Json.object();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    ApiException(ProblemType type, String detail) {
        super(detail, null, false, false);
        this.type = type;
    }

    ProblemType type() {
        return type;
    }

    /** Members beside the standard ones. */
    ObjectNode extra() {
        return extra;
    }

    /** Headers of the answer. */
    Map<String, String> headers() {
        return headers;
    }

    ApiException header(String name, Object value) {
        headers.put(name, String.valueOf(value));
        return this;
    }

    /** Lists what is wrong with the document. */
    ApiException errors(List<Problem> problems) {
        ArrayNode errors = extra.putArray("errors");
        problems.forEach(
                problem -> errors.addObject().put("pointer", problem.pointer()).put("message", problem.message()));
        return this;
    }

    /** The problem document. */
    ObjectNode document() {
        ObjectNode document = Json.object()
                .put("type", "urn:logway:problem:" + type.code())
                .put("title", type.title())
                .put("status", type.status())
                .put("detail", getMessage())
                .put("code", type.code());
        document.setAll(extra);
        return document;
    }
}
