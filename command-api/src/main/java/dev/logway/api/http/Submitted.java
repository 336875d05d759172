package dev.logway.api.http;

import dev.logway.api.state.Coverage;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import dev.logway.domain.image.ScopeImage;
import java.util.List;

/** How far a command came before its answer was due. */
sealed interface Submitted {

    /**
     * It was refused, in earnest or in a dry run.
     *
     * @param revision that it met
     */
    record Refused(CommandId id, long revision, List<Rejection> reasons) implements Submitted {}

    /** It would be accepted; it was not appended. */
    record Planned(ScopeImage image, List<Change> changes) implements Submitted {}

    /** The log has it; nobody waits for its outcome. */
    record Appended(CommandId id) implements Submitted {}

    /** It was accepted, and this node's image does not show it yet. */
    record Behind(Event event, Outcome.Accepted accepted, long revision) implements Submitted {}

    /**
     * It was accepted, and this node's image shows it.
     *
     * @param image at the command's revision or a later one
     */
    record Done(Event event, Outcome.Accepted accepted, ScopeImage image, Reach reach) implements Submitted {}

    /** The command whose outcome {@code event} tells: an earlier one, if it was repeated. */
    static CommandId first(Event event) {
        return event.outcome() instanceof Outcome.Repeated(CommandId first, Outcome.Verdict _)
                ? first
                : event.commandId();
    }

    /** How far through the fleet a change has come. */
    sealed interface Reach {

        /** Nobody asked. */
        record NotAsked() implements Reach {}

        /** The asker follows the receipts as they come. */
        record Followed(Awaited.Receipts awaited) implements Reach {}

        /** As far as was asked for, or as far as it came in time. */
        record Told(Awaited.Receipts awaited, Coverage.Standing standing) implements Reach {}
    }
}
