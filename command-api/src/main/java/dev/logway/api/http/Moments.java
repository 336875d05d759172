package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.Times;
import dev.logway.replay.Moment;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Moments as askers write them. */
final class Moments {
    static final String TIME = Times.EXPECTED;

    /** What a moment is. */
    static final String EXPECTED = "a revision from 1 on, or " + TIME;

    private static final Pattern REVISION = Pattern.compile("[1-9][0-9]{0,17}");

    private Moments() {}

    /** The revision or time that {@code text} is; empty if it is neither. */
    static Optional<Moment> moment(String text) {
        return REVISION.matcher(text).matches()
                ? Optional.of(new Moment.Revision(Long.parseLong(text)))
                : time(text).map(Moment.Time::new);
    }

    /** The revision (a number) or time (a text) that {@code node} is; empty if it is neither. */
    static Optional<Moment> moment(JsonNode node) {
        return node.isTextual() || node.isIntegralNumber() ? moment(node.asText()) : Optional.empty();
    }

    /** The time that {@code text} is (RFC 3339); empty if it is none. */
    static Optional<Instant> time(String text) {
        return Times.parse(text);
    }
}
