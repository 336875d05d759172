package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Times in documents: RFC 3339. In answers in UTC and always with milliseconds, so that they sort as texts. */
public final class Times {
    /** What a time is. */
    public static final String EXPECTED = "a time such as 2026-11-22T09:30:00Z (RFC 3339)";

    private static final int MAX_YEAR = 9_999;
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** {@code time} as {@code 2026-11-21T22:53:35.000Z}. */
    public static String text(Instant time) {
        return FORMAT.format(time);
    }

    /** The time that {@code text} is, in whole milliseconds; empty if it is none. */
    public static Optional<Instant> parse(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return time.getYear() >= 0 && time.getYear() <= MAX_YEAR
                    ? Optional.of(time.toInstant().truncatedTo(ChronoUnit.MILLIS))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The time that {@code node} is.
     *
     * @throws IllegalArgumentException if it is none, naming it {@code name}
     */
    static Instant read(String name, JsonNode node) {
        return Optional.ofNullable(node.textValue())
                .flatMap(Times::parse)
                .orElseThrow(() -> new IllegalArgumentException(name + ": " + node + " (expected: " + EXPECTED + ")"));
    }
}
