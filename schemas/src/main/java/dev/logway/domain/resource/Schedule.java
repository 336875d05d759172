package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a change is to be made and taken back, in whole milliseconds.
 *
 * @param effectiveAt when it is to be made; null for at once
 * @param expiresAt when it is to be taken back; null for never
 */
public record Schedule(
        @Nullable Instant effectiveAt, @Nullable Instant expiresAt) {
    /** At once, and for good. */
    public static final Schedule NOW = new Schedule(null, null);

    /** @throws IllegalArgumentException if the change would be taken back before it is made */
    public Schedule {
        require(
                effectiveAt == null || expiresAt == null || expiresAt.isAfter(effectiveAt),
                "expires_at",
                String.valueOf(expiresAt),
                "a time after effective_at, which is " + effectiveAt);
    }

    /** Whether a change with this schedule can be made {@code at} that time, as far as the time goes. */
    public boolean isDue(Instant at) {
        return effectiveAt == null || !effectiveAt.isAfter(at);
    }
}
