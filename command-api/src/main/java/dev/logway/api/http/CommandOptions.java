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
 * @param telling how the asker hears of it
 * @param timeout how long the answer may take
 * @param schedule when it is to be made, and whether it is to be taken back
 * @param breakGlass why it is to be made though the group is frozen; null if a freeze stops it
 */
record CommandOptions(
        Mode mode,
        Awaited awaited,
        Telling telling,
        Duration timeout,
        Action.Guard guard,
        Schedule schedule,
        @Nullable String breakGlass) {
    static final String[] PARAMETERS = {
        "wait", "timeout", "dry_run", "force", "reason", "effective_at", "expires_at", "break_glass"
    };

    /** Of a change that is made at once or not at all. */
    static final String[] AT_ONCE = {"wait", "timeout", "dry_run", "force", "reason"};

    /** Of an approval, and of a promotion. */
    static final String[] OF_APPROVAL = {"wait", "timeout", "dry_run", "reason", "break_glass"};

    /** Of a cancellation. */
    static final String[] OF_CANCELLATION = {"wait", "timeout", "dry_run", "reason"};

    private static final String WAIT = "wait";
    private static final String DRY_RUN = "dry_run";
    private static final Duration RECEIPTS_TIMEOUT = Duration.ofSeconds(10);

    /** Whether the change is made, or only decided. */
    enum Mode {
        CHANGE,
        DRY_RUN
    }

    /** How the asker hears what is waited for. */
    enum Telling {
        /** By one answer, when it is there. */
        ONCE,
        /** By an answer that goes on as receipts come. */
        LIVE
    }

    /** @throws ApiException if {@code call} asks for what there is not */
    static CommandOptions read(Call call, ApiLimits limits) {
        Parameters parameters = call.parameters();
        boolean live = call.preferred(MediaTypes.JSON, MediaTypes.EVENTS).equals(MediaTypes.EVENTS);
        Mode mode = parameters.isSet(DRY_RUN) ? Mode.DRY_RUN : Mode.CHANGE;
        Awaited awaited = awaited(parameters, live ? Awaited.Receipts.OF_ALL : new Awaited.Outcome());
        if (live) {
            requireReceipts(parameters, awaited);
        }
        Duration timeout = awaited instanceof Awaited.Receipts ? RECEIPTS_TIMEOUT : limits.outcomeTimeout();
        return new CommandOptions(
                mode,
                awaited,
                live ? Telling.LIVE : Telling.ONCE,
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
        return new CommandOptions(mode, awaited, telling, timeout, guard, said, breakGlass);
    }

    /** These options for a change that is decided and not made. */
    CommandOptions planned() {
        return new CommandOptions(Mode.DRY_RUN, awaited, Telling.ONCE, timeout, guard, schedule, breakGlass);
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

    private static void requireReceipts(Parameters parameters, Awaited awaited) {
        if (parameters.isSet(DRY_RUN)) {
            throw Parameters.invalid(DRY_RUN, "true", "nothing; a dry run has no receipts to follow");
        }
        if (!(awaited instanceof Awaited.Receipts)) {
            String given = parameters.text(WAIT).orElse("");
            throw Parameters.invalid(WAIT, given, "nothing less than receipts, which are what is followed");
        }
    }

    private static Awaited awaited(Parameters parameters, Awaited otherwise) {
        return parameters
                .text(WAIT)
                .map(text -> Awaited.parse(text).orElseThrow(() -> Parameters.invalid(WAIT, text, Awaited.EXPECTED)))
                .orElse(otherwise);
    }
}
