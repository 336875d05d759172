package dev.logway.projector.scope;

import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.resource.PendingChange.Step;
import org.jspecify.annotations.Nullable;

/** What became of a step of a change that waited: its time had come, or some instances had tried the change. */
public record SettledStep(Step step, Result result) {

    /** What became of the step. */
    public enum Result {
        /** It was taken. */
        TAKEN,
        /** It was refused, or its change ended before it; the change waits no more. */
        GIVEN_UP,
        /** Those that tried the change did not do well enough by its limits. */
        TAKEN_BACK
    }

    /** What {@code command}, which was accepted, settles; null if that is nothing. */
    static @Nullable SettledStep of(Command command) {
        if (command.action() instanceof Action.Fire fire) {
            return new SettledStep(fire.step(), Result.TAKEN);
        }
        return command.action() instanceof Action.Withdraw withdraw
                ? new SettledStep(withdraw.step(), withdrawn(command))
                : null;
    }

    /** The calendar gives up; whoever else withdraws a change has judged it. */
    private static Result withdrawn(Command command) {
        return command.origin().actor().equals(Calendar.ACTOR) ? Result.GIVEN_UP : Result.TAKEN_BACK;
    }
}
