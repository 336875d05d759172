package dev.logway.projector.scope;

import dev.logway.domain.command.Action;
import dev.logway.domain.resource.PendingChange.Step;
import org.jspecify.annotations.Nullable;

/** That a step of a change that waited was settled when its time had come. */
public record SettledStep(Step step, Result result) {

    /** What became of the step. */
    public enum Result {
        /** It was taken. */
        TAKEN,
        /** It was refused, and the change waits no more. */
        GIVEN_UP
    }

    /** What {@code action}, which was accepted, settles; null if that is nothing. */
    static @Nullable SettledStep of(Action action) {
        if (action instanceof Action.Fire fire) {
            return new SettledStep(fire.step(), Result.TAKEN);
        }
        return action instanceof Action.Withdraw withdraw ? new SettledStep(withdraw.step(), Result.GIVEN_UP) : null;
    }
}
