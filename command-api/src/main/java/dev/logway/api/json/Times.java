package dev.logway.api.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in answers: RFC 3339, UTC, always with milliseconds, so that they sort as texts. */
public final class Times {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** {@code time} as {@code 2026-11-21T22:53:35.000Z}. */
    public static String text(Instant time) {
        return FORMAT.format(time);
    }
}
