package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written in documents: {@code 500ms}, {@code 90s}, {@code 15m}, {@code 2h}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");

    private Durations() {}

    /** The duration that {@code value} is; empty if it is none. */
    public static Optional<Duration> parse(JsonNode value) {
        Matcher matcher = FORM.matcher(value.isTextual() ? value.textValue() : "");
        return matcher.matches()
                ? Optional.of(of(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
