package dev.logway.domain.command;

import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a gateway group. Pure: the same image, command and time always decide the same, whoever asks; the
 * projector decides with it, and the command API answers dry runs with it.
 */
public final class GroupDecider {
    /** Resources a group may hold; what every edge is built to serve lies above this. */
    public static final int MAX_RESOURCES = 200_000;

    /** Reasons a refusal gives at most, so that its event stays small whatever the command holds. */
    public static final int MAX_REASONS = 100;

    static final int UNGUARDED_DELETES = 20;

    private GroupDecider() {}

    /**
     * What becomes of {@code command} on {@code image}.
     *
     * @param at when it is decided, by the broker's clock
     */
    public static Decision decide(ScopeImage image, Command command, Instant at) {
        if (!image.contains(Group.key(image.scope().name())) && !makesGroup(image, command.action())) {
            return reject(Rejection.unknownGroup(image.scope()));
        }
        var unmet = new ArrayList<Rejection>();
        Conditions.check(image, command.preconditions(), unmet);
        Origin by = command.origin();
        return switch (command.action()) {
            case Action.Changeset changeset -> Admission.decide(image, changeset, command, unmet, at);
            case Action.Approve _, Action.Cancel _, Action.Promote _, Action.Fire _, Action.Withdraw _
            when !unmet.isEmpty() -> reject(unmet);
            case Action.Approve(String id) -> PendingRules.approve(image, id, by, at);
            case Action.Cancel(String id) -> PendingRules.cancel(image, id);
            case Action.Promote(String id) -> PendingRules.promote(image, id, by, at);
            case Action.Fire(String id, var step) -> PendingRules.fire(image, id, step, at);
            case Action.Withdraw(String id, var step) -> PendingRules.withdraw(image, id, step);
        };
    }

    static Decision reject(Rejection reason) {
        return new Decision.Rejected(List.of(reason));
    }

    static Decision reject(List<Rejection> reasons) {
        return new Decision.Rejected(reasons.subList(0, Math.min(MAX_REASONS, reasons.size())));
    }

    private static boolean makesGroup(ScopeImage image, Action action) {
        var group = Group.key(image.scope().name());
        return action instanceof Action.Changeset changeset
                && changeset.edits().stream()
                        .anyMatch(edit -> edit instanceof Edit.Put && edit.key().equals(group));
    }
}
