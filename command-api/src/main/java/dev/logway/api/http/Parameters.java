package dev.logway.api.http;

import dev.logway.api.log.HistoryPosition;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.replay.Moment;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request's query parameters: none unknown, none empty, none given twice unless it may be. */
final class Parameters {
    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 500;

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,9}");
    private static final Duration MAX_DURATION = Duration.ofSeconds(60);

    private final MultiMap values;

    private Parameters(MultiMap values) {
        this.values = values;
    }

    /**
     * The parameters in {@code values}.
     *
     * @param known those that the request may have
     * @throws ApiException if there are others
     */
    static Parameters of(MultiMap values, SortedSet<String> known) {
        var unknown = new TreeSet<>(values.names());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new ApiException(
                    ProblemType.UNKNOWN_PARAMETER,
                    "unknown query parameter " + String.join(", ", unknown)
                            + (known.isEmpty()
                                    ? " (this request takes none)"
                                    : " (known: " + String.join(", ", known) + ")"));
        }
        return new Parameters(values);
    }

    /** The text of {@code name}, if it is given. */
    Optional<String> text(String name) {
        List<String> all = values.getAll(name);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        if (all.size() > 1) {
            throw invalid(name, String.join(", ", all), "one value");
        }
        return Optional.of(nonEmpty(name, all.getFirst()));
    }

    /** @throws ApiException if {@code name} is given, where nothing is expected, for this {@code reason} */
    void refuse(String name, String reason) {
        text(name).ifPresent(text -> {
            throw invalid(name, text, "nothing; " + reason);
        });
    }

    /** Every text of {@code name}. */
    List<String> texts(String name) {
        return values.getAll(name).stream().map(text -> nonEmpty(name, text)).toList();
    }

    /** Whether {@code name} is {@code true}. */
    boolean isSet(String name) {
        return text(name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw invalid(name, text, "true or false");
                })
                .orElse(false);
    }

    /** {@code limit}: 1 to {@value #MAX_LIMIT}. */
    int limit() {
        return text("limit")
                .map(text -> {
                    int limit = LIMIT.matcher(text).matches() ? Integer.parseInt(text) : 0;
                    if (limit < 1 || limit > MAX_LIMIT) {
                        throw invalid("limit", text, "1 to " + MAX_LIMIT);
                    }
                    return limit;
                })
                .orElse(DEFAULT_LIMIT);
    }

    /** A duration such as {@code 500ms}, {@code 10s} or {@code 1m}; at most a minute. */
    Optional<Duration> duration(String name) {
        return text(name).map(text -> {
            Matcher matcher = DURATION.matcher(text);
            if (matcher.matches()) {
                long amount = Long.parseLong(matcher.group(1));
                Duration duration = switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    default -> Duration.ofMinutes(amount);
                };
                if (duration.isPositive() && duration.compareTo(MAX_DURATION) <= 0) {
                    return duration;
                }
            }
            throw invalid(name, text, "1ms to 60s, such as 500ms, 10s or 1m");
        });
    }

    /** The constant of {@code type} whose name in lower case {@code name} gives, or {@code otherwise}. */
    <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        return text(name)
                .map(text -> {
                    for (E constant : type.getEnumConstants()) {
                        if (word(constant).equals(text)) {
                            return constant;
                        }
                    }
                    throw invalid(
                            name,
                            text,
                            String.join(
                                    ", ",
                                    Arrays.stream(type.getEnumConstants())
                                            .map(Parameters::word)
                                            .toList()));
                })
                .orElse(otherwise);
    }

    /** A time (RFC 3339), if {@code name} is given. */
    Optional<Instant> time(String name) {
        return text(name)
                .map(text -> Moments.time(text)
                        .orElseThrow(() -> invalid(name, text, Moments.TIME + "; write the + of an offset as %2B")));
    }

    /** A moment in a history, if {@code name} is given. */
    Optional<Moment> moment(String name) {
        return text(name)
                .map(text -> Moments.moment(text)
                        .orElseThrow(
                                () -> invalid(name, text, Moments.EXPECTED + "; write the + of an offset as %2B")));
    }

    /** {@code after}: a place in a history. */
    HistoryPosition after() {
        try {
            return text("after").map(HistoryPosition::parse).orElse(HistoryPosition.BEGINNING);
        } catch (IllegalArgumentException e) {
            throw new ApiException(ProblemType.INVALID_PARAMETER, String.valueOf(e.getMessage()));
        }
    }

    /** {@code cursor}: the id that the page before ended with. */
    @Nullable
    String cursor() {
        return cursor(id -> ResourceKey.isId(id) ? Optional.of(id) : Optional.empty());
    }

    /** {@code cursor}: the key that the page before ended with. */
    @Nullable
    ResourceKey cursorKey() {
        return cursor(ResourceKey::parse);
    }

    private <T> @Nullable T cursor(Function<String, Optional<T>> reading) {
        Optional<String> given = text("cursor");
        if (given.isEmpty()) {
            return null;
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(given.get()), StandardCharsets.US_ASCII);
            Optional<T> read = reading.apply(text);
            if (read.isPresent()) {
                return read.get();
            }
        } catch (IllegalArgumentException e) {
            throw invalid("cursor", given.get(), "what an answer gave as next");
        }
        throw invalid("cursor", given.get(), "what an answer gave as next");
    }

    /** What {@link #cursor()} or {@link #cursorKey()} reads back as {@code id}. */
    static String cursor(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.US_ASCII));
    }

    static ApiException invalid(String name, String value, String expected) {
        return new ApiException(ProblemType.INVALID_PARAMETER, name + ": " + value + " (expected: " + expected + ")");
    }

    private static String nonEmpty(String name, String text) {
        if (text.isEmpty()) {
            throw invalid(name, "", "a value; leave the parameter out to ask for everything");
        }
        return text;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
