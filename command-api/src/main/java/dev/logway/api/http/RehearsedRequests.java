package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.InvalidDocumentException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        private static final Duration MAX = Duration.ofDays(1);
        private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})([smh])");

        /** @throws InvalidDocumentException if {@code last} is no time that can be asked for */
        static Sampled parse(JsonNode last) {
            if (last.isMissingNode()) {
                return new Sampled(DEFAULT);
            }
            Matcher matcher = DURATION.matcher(last.isTextual() ? last.textValue() : "");
            Duration duration =
                    matcher.matches() ? duration(Long.parseLong(matcher.group(1)), matcher.group(2)) : Duration.ZERO;
            if (!duration.isPositive() || duration.compareTo(MAX) > 0) {
                throw InvalidDocumentException.of(
                        "/" + LAST, LAST + ": " + last + " (expected: 1s to 24h, such as 90s, 15m or 2h)");
            }
            return new Sampled(duration);
        }

        private static Duration duration(long amount, String unit) {
            return switch (unit) {
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
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
