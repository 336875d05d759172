package dev.logway.api.http;

import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Edit;
import java.util.List;

/**
 * A command together with how it was asked for.
 *
 * @param form what the request's body was
 */
record Ask(Command command, CommandOptions options, Form form) {

    /** The shapes in which changes are asked for. */
    enum Form {
        /** One resource's document. */
        RESOURCE,
        /** A changeset. */
        CHANGESET,
        /** What to compute the changes from. */
        COMPUTED,
        /** Nothing; the path names a pending change. */
        PENDING
    }

    /** The edits that are asked for; none for what is about a pending change. */
    List<Edit> edits() {
        return switch (command.action()) {
            case Action.Changeset changeset -> changeset.edits();
            case Action.Approve _, Action.Cancel _, Action.Promote _, Action.Fire _, Action.Withdraw _ -> List.of();
        };
    }
}
