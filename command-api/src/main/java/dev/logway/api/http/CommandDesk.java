package dev.logway.api.http;

import dev.logway.api.json.ChangesetDocument;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Precondition;
import io.vertx.core.Future;
import java.util.List;

/** Where requests for changes are taken in, and answered once they came as far as was asked. */
final class CommandDesk {
    private final Asks asks;
    private final Commands commands;
    private final CommandAnswers answers;
    private final Offload offload;

    CommandDesk(Asks asks, Commands commands, CommandAnswers answers, Offload offload) {
        this.asks = asks;
        this.commands = commands;
        this.answers = answers;
        this.offload = offload;
    }

    /** Changes one resource. */
    Future<Answer> change(Call call, Edit edit, List<Precondition> preconditions) {
        return answered(ask(call, edit, preconditions));
    }

    /** Makes a changeset. */
    Future<Answer> change(Call call, ChangesetDocument changeset) {
        return answered(asks.ofChangeset(call, changeset));
    }

    /** The command for a change of one resource; every call makes another one. */
    Ask ask(Call call, Edit edit, List<Precondition> preconditions) {
        return asks.ofResource(call, edit, preconditions);
    }

    Future<Submitted> submit(Ask ask) {
        return commands.submit(ask);
    }

    /** @throws ApiException if the command was refused */
    Answer answer(Ask ask, Submitted submitted) {
        return answers.answer(ask, submitted);
    }

    private Future<Answer> answered(Ask ask) {
        return submit(ask).compose(submitted -> offload.sized(ask.edits().size(), () -> answer(ask, submitted)));
    }
}
