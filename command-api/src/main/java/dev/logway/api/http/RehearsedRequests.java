package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.Durations;
import dev.logway.api.json.InvalidDocumentException;
import java.time.Duration;
import java.util.List;

/** Which requests a rehearsal is asked to look at. */
sealed interface RehearsedRequests {
    /** Requests in the body. */
    String REQUESTS = "requests";

    /** How far back to look for samples. */
    String LAST = "last";

    /** Those in the body. */
    record Given(List<RecordedRequest> requests) implements RehearsedRequests {}

    /** The samples of the time before now. */
    record Sampled(Duration last) implements RehearsedRequests {
        private static final Duration DEFAULT = Duration.ofMinutes(15);
        private static final Duration MIN = Duration.ofSeconds(1);
        private static final Duration MAX = Duration.ofDays(1);

        /** @throws InvalidDocumentException if {@code last} is no time that can be asked for */
        static Sampled parse(JsonNode last) {
            if (last.isMissingNode()) {
                return new Sampled(DEFAULT);
            }
            Duration duration = Durations.parse(last).orElse(Duration.ZERO);
            if (duration.compareTo(MIN) < 0 || duration.compareTo(MAX) > 0) {
                throw InvalidDocumentException.of(
                        "/" + LAST, LAST + ": " + last + " (expected: 1s to 24h, such as 90s, 15m or 2h)");
            }
            return new Sampled(duration);
        }
    }

    /**
     * What {@code body} asks for. Not for event loops, if it has many requests.
     *
     * @throws InvalidDocumentException if that is nothing, or two things
     */
    static RehearsedRequests of(JsonNode body) {
        if (!body.isObject()) {
            throw InvalidDocumentException.of("", "expected an object of changes, and of requests or last");
        }
        if (!body.has(REQUESTS)) {
            return Sampled.parse(body.path(LAST));
        }
        if (body.has(LAST)) {
            throw InvalidDocumentException.of(
                    "/" + LAST, LAST + ": not together with " + REQUESTS + ", which says what to look at");
        }
        return new Given(RecordedRequests.read(body.path(REQUESTS)));
    }
}
