package dev.logway.api.http;

import dev.logway.api.json.Documents;
import dev.logway.api.json.Json;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.Meta;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.PendingChange.Step;
import java.util.Optional;

/** Answers to requests whose change waits, or that are about one that does. */
final class PendingAnswers {
    private final Documents documents;

    PendingAnswers(Documents documents) {
        this.documents = documents;
    }

    /** A change that waits, as an accepted command left it. */
    private record Left(PendingChange pending, Meta meta) {}

    /** That the change of {@code done} waits, or is tried; empty if it was made. */
    Optional<Answer> held(Submitted.Done done) {
        return left(done.accepted())
                .filter(left -> left.pending.next() != Step.TAKE_BACK)
                .map(left -> Answer.json(202, documents.write(left.pending, left.meta))
                        .header(Headers.LOCATION, path(done.event().scope(), left.pending)));
    }

    /**
     * What came of {@code action}, which is about a pending change.
     *
     * @param made the answer if a change was made because of it
     */
    Answer acted(Action action, Submitted.Done done, Answer made) {
        return switch (action) {
            case Action.Cancel(String id) ->
                Answer.json(200, Json.object().put("id", id).put("deleted", true));
            case Action.Approve(String id) -> approved(id, done).orElse(made);
            case Action.Changeset _, Action.Promote _, Action.Fire _, Action.Withdraw _ -> made;
        };
    }

    /** The change if it still waits to be made, or is tried. */
    private Optional<Answer> approved(String id, Submitted.Done done) {
        if (done.accepted().changes().isEmpty()) { // approved before, by the same one
            return done.image().get(PendingChange.key(id)).map(entry -> Answer.json(200, documents.write(entry)));
        }
        return left(done.accepted())
                .filter(left -> left.pending.next() != Step.TAKE_BACK)
                .map(left -> Answer.json(200, documents.write(left.pending, left.meta)));
    }

    /** {@code answer} to a command, saying which change waits because of it, if one does. */
    static Answer pointed(Answer answer, Event event, Outcome.Accepted accepted) {
        left(accepted).ifPresent(left -> answer.header(Headers.PENDING_CHANGE, path(event.scope(), left.pending)));
        return answer;
    }

    private static Optional<Left> left(Outcome.Accepted accepted) {
        for (Change change : accepted.changes()) {
            if (change instanceof Change.Defined(PendingChange pending, Meta meta)) {
                return Optional.of(new Left(pending, meta));
            }
        }
        return Optional.empty();
    }

    private static String path(Scope scope, PendingChange pending) {
        return "/v1/groups/" + scope.name() + "/" + pending.key();
    }
}
