package dev.logway.api.http;

import dev.logway.domain.command.Action;
import dev.logway.domain.command.Origin;
import dev.logway.domain.resource.Schedule;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a change is to be made.
 *
 * @param awaited what the answer waits for
 * @param timeout how long the answer may take
 * @param schedule when it is to be made, and whether it is to be taken back
 * @param breakGlass why it is to be made though the group is frozen; null if a freeze stops it
 */
record CommandOptions(
        Mode mode,
        Wait awaited,
        Duration timeout,
        Action.Guard guard,
        Schedule schedule,
        @Nullable String breakGlass) {
    static final String[] PARAMETERS = {
        "wait", "timeout", "dry_run", "force", "reason", "effective_at", "expires_at", "break_glass"
    };

    /** Of a change that is made at once or not at all. */
    static final String[] AT_ONCE = {"wait", "timeout", "dry_run", "force", "reason"};

    /** Of an approval. */
    static final String[] OF_APPROVAL = {"wait", "timeout", "dry_run", "reason", "break_glass"};

    /** Of a cancellation. */
    static final String[] OF_CANCELLATION = {"wait", "timeout", "dry_run", "reason"};

    private static final Duration APPLIED_TIMEOUT = Duration.ofSeconds(10);

    /** Whether the change is made, or only decided. */
    enum Mode {
        CHANGE,
        DRY_RUN
    }

    /** What is waited for. */
    enum Wait {
        /** Nothing but that the log has the command. */
        NONE,
        /** That it was decided, and this node shows it. */
        ACCEPTED,
        /** That every healthy instance serves it. */
        APPLIED
    }

    static CommandOptions read(Parameters parameters, ApiLimits limits) {
        Wait awaited = parameters.choice("wait", Wait.class, Wait.ACCEPTED);
        Duration timeout = awaited == Wait.APPLIED ? APPLIED_TIMEOUT : limits.outcomeTimeout();
        return new CommandOptions(
                parameters.isSet("dry_run") ? Mode.DRY_RUN : Mode.CHANGE,
                awaited,
                parameters.duration("timeout").orElse(timeout),
                parameters.isSet("force") ? Action.Guard.FORCED : Action.Guard.GUARDED,
                schedule(
                        parameters.time("effective_at").orElse(null),
                        parameters.time("expires_at").orElse(null)),
                breakGlass(parameters));
    }

    /** These options for a body that says its times itself; what it does not say is as it was. */
    CommandOptions with(@Nullable Instant effectiveAt, @Nullable Instant expiresAt) {
        Schedule said = schedule(
                effectiveAt == null ? schedule.effectiveAt() : effectiveAt,
                expiresAt == null ? schedule.expiresAt() : expiresAt);
        return new CommandOptions(mode, awaited, timeout, guard, said, breakGlass);
    }

    private static @Nullable String breakGlass(Parameters parameters) {
        String reason = parameters.text("break_glass").orElse(null);
        if (reason != null && (reason.isBlank() || reason.length() > Origin.MAX_REASON)) {
            throw Parameters.invalid(
                    "break_glass",
                    reason.length() + " characters",
                    "a reason of 1 to " + Origin.MAX_REASON + " characters, not all of them blank");
        }
        return reason;
    }

    private static Schedule schedule(@Nullable Instant effectiveAt, @Nullable Instant expiresAt) {
        try {
            return new Schedule(effectiveAt, expiresAt);
        } catch (IllegalArgumentException e) {
            throw new ApiException(ProblemType.INVALID_PARAMETER, String.valueOf(e.getMessage()));
        }
    }
}
