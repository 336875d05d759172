package dev.logway.api.http;

import dev.logway.api.json.ChangesetDocument;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Precondition;
import dev.logway.domain.resource.Canary;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes commands of requests. */
final class Asks {
    private final CommandIds ids;
    private final CanaryInstances canaries;
    private final InstantSource clock;
    private final ApiLimits limits;

    Asks(CommandIds ids, CanaryInstances canaries, InstantSource clock, ApiLimits limits) {
        this.ids = ids;
        this.canaries = canaries;
        this.clock = clock;
        this.limits = limits;
    }

    /** A change of one resource. */
    Ask ofResource(Call call, Edit edit, List<Precondition> preconditions) {
        CommandOptions options = options(call);
        var wanted = new Wanted(call.scope(), changeset(List.of(edit), options), preconditions, reason(call));
        return ask(call, wanted, Ask.Form.RESOURCE, options);
    }

    /** Several changes; what the body says wins over the header and the query. */
    Ask ofChangeset(Call call, ChangesetDocument changeset) {
        CommandOptions options = options(call).with(changeset.effectiveAt(), changeset.expiresAt());
        String reason = changeset.reason() == null ? reason(call) : changeset.reason();
        CommandId id = ids.next();
        Canary canary = canaries.find(call.scope(), changeset.canary(), id);
        var action = new Action.Changeset(changeset.edits(), options.guard(), options.schedule(), canary);
        var wanted = new Wanted(call.scope(), action, changeset.preconditions(), reason);
        return ask(call, id, wanted, Ask.Form.CHANGESET, options);
    }

    /** Several changes that are decided and not made, for all instances. */
    Ask ofPlan(Call call, ChangesetDocument changeset) {
        CommandOptions options = options(call).planned();
        var action = changeset(changeset.edits(), options);
        return ask(
                call,
                new Wanted(call.scope(), action, changeset.preconditions(), changeset.reason()),
                Ask.Form.CHANGESET,
                options);
    }

    /**
     * Changes that were computed.
     *
     * @param reason in the body, or null; wins over the header's and the query's, and those over the computed one
     */
    Ask ofComputed(Call call, Scope scope, Computed computed, @Nullable String reason) {
        CommandOptions options = options(call);
        String given = reason == null ? reason(call) : reason;
        var action = changeset(computed.plan().edits(), options);
        var wanted =
                new Wanted(scope, action, computed.plan().preconditions(), given == null ? computed.reason() : given);
        return ask(call, wanted, Ask.Form.COMPUTED, options);
    }

    /** Something else than a changeset: what is to become of a pending change. */
    Ask ofPending(Call call, Action action, List<Precondition> preconditions) {
        return ask(
                call, new Wanted(call.scope(), action, preconditions, reason(call)), Ask.Form.PENDING, options(call));
    }

    /** How {@code call} wants its change to be made. */
    CommandOptions options(Call call) {
        return CommandOptions.read(call, limits);
    }

    /** What a command is to ask for, of which scope and why. */
    private record Wanted(
            Scope scope,
            Action action,
            List<Precondition> preconditions,
            @Nullable String reason) {}

    private static Action changeset(List<Edit> edits, CommandOptions options) {
        return new Action.Changeset(edits, options.guard(), options.schedule());
    }

    private Ask ask(Call call, Wanted wanted, Ask.Form form, CommandOptions options) {
        return ask(call, ids.next(), wanted, form, options);
    }

    private Ask ask(Call call, CommandId id, Wanted wanted, Ask.Form form, CommandOptions options) {
        try {
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            var origin = new Origin(call.actor(), wanted.reason(), options.breakGlass(), now);
            var command = new Command(
                    id,
                    wanted.scope(),
                    origin,
                    call.header(Headers.IDEMPOTENCY_KEY),
                    wanted.preconditions(),
                    wanted.action());
            return new Ask(command, options, form);
        } catch (IllegalArgumentException e) {
            throw new ApiException(ProblemType.INVALID_HEADER, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String reason(Call call) {
        String header = call.header(Headers.REASON);
        return header == null ? call.parameters().text("reason").orElse(null) : decoded(header);
    }

    /** Headers arrive as Latin-1, though most clients send the UTF-8 that was typed. */
    private static String decoded(String header) {
        byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return header;
        }
    }
}
