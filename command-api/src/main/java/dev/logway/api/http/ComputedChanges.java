package dev.logway.api.http;

import dev.logway.api.merge.Plan;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.resource.Group;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes that are computed from images, on the condition that what they touch is still as it was then; if it is
 * not, they are computed again, unless the asker set an idempotency key, which the first attempt has used up.
 */
final class ComputedChanges {
    private static final int ATTEMPTS = 3;

    private final CommandDesk desk;
    private final CatchUp catchUp;
    private final PatchMemory memory = new PatchMemory();

    ComputedChanges(CommandDesk desk, CatchUp catchUp) {
        this.desk = desk;
        this.catchUp = catchUp;
    }

    /**
     * Changes the call's group.
     *
     * @param reason that the asker gave in the body; null for none
     * @param computing gives the changes, from the images of the time it is called
     */
    Future<Answer> change(Call call, @Nullable String reason, Supplier<Future<Computed>> computing) {
        Scope scope = call.scope();
        return memory.once(call, Group.key(scope.name()), () -> attempt(call, scope, reason, computing, ATTEMPTS));
    }

    private Future<Answer> attempt(
            Call call, Scope scope, @Nullable String reason, Supplier<Future<Computed>> computing, int left) {
        return computing.get().compose(computed -> {
            check(call, computed);
            Ask ask = desk.ask(call, scope, computed, reason);
            return desk.submit(ask).compose(submitted -> {
                if (ask.command().idempotencyKey() != null || !CatchUp.isNeeded(submitted)) {
                    return desk.answered(ask, submitted);
                }
                return left > 1
                        ? catchUp.after(submitted, scope)
                                .compose(_ -> attempt(call, scope, reason, computing, left - 1))
                        : Future.failedFuture(overtaken(computed));
            });
        });
    }

    /** @throws ApiException if there is nothing to do, too much, or something in the way */
    private void check(Call call, Computed computed) {
        Plan plan = computed.plan();
        if (plan.edits().isEmpty()) {
            throw new ApiException(
                    ProblemType.NOTHING_TO_CHANGE,
                    computed.reason() + ": changes nothing, because the group is already as it would be");
        }
        requireOneCommand(computed.reason(), plan.edits().size());
        if (!plan.conflicts().isEmpty() && desk.options(call).guard() == Action.Guard.GUARDED) {
            throw Conflicts.problem(computed.reason(), plan.conflicts(), computed.direction());
        }
    }

    /** @throws ApiException if so many edits are too many for one command */
    static void requireOneCommand(String what, int edits) {
        if (edits > Action.Changeset.MAX_EDITS) {
            throw new ApiException(
                    ProblemType.TOO_MANY_CHANGES,
                    what + ": changes " + edits + " resources (expected: at most " + Action.Changeset.MAX_EDITS
                            + " by one command)");
        }
    }

    private static ApiException overtaken(Computed computed) {
        return new ApiException(
                ProblemType.CHANGED_MEANWHILE,
                computed.reason() + ": computed " + ATTEMPTS
                        + " times, and each time what it touches was changed before it was decided; nothing was"
                        + " changed, try again");
    }
}
