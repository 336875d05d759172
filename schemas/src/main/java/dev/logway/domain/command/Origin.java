package dev.logway.domain.command;

import static dev.logway.domain.Require.require;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for a change, why and when, by the asker's own clock.
 *
 * @param actor the name of the key that was used; 1 to {@value #MAX_ACTOR} characters
 * @param reason at most {@value #MAX_REASON} characters, or null
 * @param breakGlass why the change is made though the group is frozen, 1 to {@value #MAX_REASON} characters; null if a
 *     freeze stops it
 * @param at in whole milliseconds; decisions use the broker's clock instead
 */
public record Origin(
        String actor, @Nullable String reason, @Nullable String breakGlass, Instant at) {
    public static final int MAX_ACTOR = 256;
    public static final int MAX_REASON = 1_024;

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public Origin {
        require(!actor.isEmpty() && actor.length() <= MAX_ACTOR, "actor", actor, "1 to 256 characters");
        require(
                reason == null || reason.length() <= MAX_REASON,
                "reason",
                String.valueOf(reason),
                "at most 1024 characters");
        require(
                breakGlass == null || (!breakGlass.isBlank() && breakGlass.length() <= MAX_REASON),
                "break_glass",
                String.valueOf(breakGlass),
                "a reason of 1 to 1024 characters");
    }

    /** Of a change that a freeze stops. */
    public Origin(String actor, @Nullable String reason, Instant at) {
        this(actor, reason, null, at);
    }
}
