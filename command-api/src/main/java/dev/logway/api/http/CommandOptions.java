package dev.logway.api.http;

import dev.logway.domain.command.Action;
import java.time.Duration;

/**
 * How a change is to be made.
 *
 * @param awaited what the answer waits for
 * @param timeout how long the answer may take
 */
record CommandOptions(Mode mode, Wait awaited, Duration timeout, Action.Guard guard) {
    static final String[] PARAMETERS = {"wait", "timeout", "dry_run", "force", "reason"};
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
                parameters.isSet("force") ? Action.Guard.FORCED : Action.Guard.GUARDED);
    }
}
