package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A window in which a group is not changed.
 *
 * @param from the first moment of it
 * @param to the first moment after it
 * @param reason why, at most {@value #MAX_REASON} characters, or null
 */
public record Freeze(Instant from, Instant to, @Nullable String reason) {
    public static final int MAX_REASON = 1_024;

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public Freeze {
        require(to.isAfter(from), "to", to, "a time after from, which is " + from);
        require(
                reason == null || reason.length() <= MAX_REASON,
                "reason",
                String.valueOf(reason),
                "at most 1024 characters");
    }

    /** Whether the window is on {@code at} that time. */
    public boolean isOn(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
