package dev.logway.api.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Moments as askers write them. */
final class Moments {
    static final String TIME = "a time such as 2026-11-22T09:30:00Z (RFC 3339)";

    private Moments() {}

    /** The time that {@code text} is (RFC 3339); empty if it is none. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
