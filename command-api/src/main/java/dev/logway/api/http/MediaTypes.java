package dev.logway.api.http;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The types of bodies, and which are taken. {@code curl -d} without a header says that JSON is a form; it is taken at its body's
 * word, because whoever calls has to send a key in a header, which no form can.
 */
final class MediaTypes {
    static final String JSON = "application/json";

    /** Server-sent events (WHATWG HTML). */
    static final String EVENTS = "text/event-stream";

    private static final String CURLS_DEFAULT = "application/x-www-form-urlencoded";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private MediaTypes() {}

    /** @throws ApiException if {@code contentType} is none that {@code body} takes; a missing one is taken as JSON */
    static void require(Endpoint.Body body, @Nullable String contentType) {
        if (body == Endpoint.Body.NONE || contentType == null) {
            return;
        }
        List<String> taken = body == Endpoint.Body.MERGE_PATCH ? List.of(MERGE_PATCH, JSON) : List.of(JSON);
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        String media = type.strip().toLowerCase(Locale.ROOT);
        if (!taken.contains(media) && !media.equals(CURLS_DEFAULT)) {
            throw new ApiException(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "Content-Type: " + contentType + " (expected: " + String.join(" or ", taken) + ")")
                    .header(body == Endpoint.Body.MERGE_PATCH ? "Accept-Patch" : "Accept", String.join(", ", taken));
        }
    }

    /** Keeps Vert.x from reading what curl calls a form as one, which it does up to a kilobyte only. */
    static void readAsSent(MultiMap headers) {
        if (headers.contains(Headers.CONTENT_TYPE, CURLS_DEFAULT, true)) {
            headers.set(Headers.CONTENT_TYPE, JSON);
        }
    }
}
