package dev.logway.api.http;

import dev.logway.api.json.ChangesetDocument;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Precondition;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where requests for changes are taken in, and answered once they came as far as was asked. */
final class CommandDesk {
    private final Asks asks;
    private final Commands commands;
    private final CommandAnswers answers;
    private final OpenStreams streams;
    private final Offload offload;

    CommandDesk(Asks asks, Commands commands, CommandAnswers answers, OpenStreams streams, Offload offload) {
        this.asks = asks;
        this.commands = commands;
        this.answers = answers;
        this.streams = streams;
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

    /** What a changeset would change; fails with {@link ApiException} if it would be refused. */
    Future<Submitted.Planned> plan(Call call, ChangesetDocument changeset) {
        Ask ask = asks.ofPlan(call, changeset);
        return commands.submit(ask).map(submitted -> {
            if (submitted instanceof Submitted.Planned planned) {
                return planned;
            }
            throw new IllegalStateException(
                    "a plan was answered " + answer(ask, submitted).status());
        });
    }

    /** Has something done about a pending change. */
    Future<Answer> act(Call call, Action action, List<Precondition> preconditions) {
        return answered(asks.ofPending(call, action, preconditions));
    }

    /** The command for a change of one resource; every call makes another one. */
    Ask ask(Call call, Edit edit, List<Precondition> preconditions) {
        return asks.ofResource(call, edit, preconditions);
    }

    /** The command for changes of {@code scope} that were computed; every call makes another one. */
    Ask ask(Call call, Scope scope, Computed computed, @Nullable String reason) {
        return asks.ofComputed(call, scope, computed, reason);
    }

    /** How {@code call} wants its change to be made. */
    CommandOptions options(Call call) {
        return asks.options(call);
    }

    /** @throws ApiException if its receipts are to be followed, and too many are */
    Future<Submitted> submit(Ask ask) {
        if (ask.options().telling() == CommandOptions.Telling.LIVE) {
            streams.require();
        }
        return commands.submit(ask);
    }

    /** @throws ApiException if the command was refused */
    Answer answer(Ask ask, Submitted submitted) {
        return answers.answer(ask, submitted);
    }

    /** Makes the change of {@code ask}. */
    Future<Answer> answered(Ask ask) {
        return submit(ask).compose(submitted -> answered(ask, submitted));
    }

    /** As {@link #answer}, on a worker thread if it takes long. */
    Future<Answer> answered(Ask ask, Submitted submitted) {
        return offload.sized(ask.edits().size(), () -> answer(ask, submitted));
    }
}
