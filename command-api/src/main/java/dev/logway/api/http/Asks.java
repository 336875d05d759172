package dev.logway.api.http;

import dev.logway.api.json.ChangesetDocument;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Precondition;
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
    private final InstantSource clock;
    private final ApiLimits limits;

    Asks(CommandIds ids, InstantSource clock, ApiLimits limits) {
        this.ids = ids;
        this.clock = clock;
        this.limits = limits;
    }

    /** A change of one resource. */
    Ask ofResource(Call call, Edit edit, List<Precondition> preconditions) {
        return ask(call, call.scope(), List.of(edit), preconditions, Ask.Form.RESOURCE, reason(call));
    }

    /** Several changes; a reason in the body wins over the header's and the query's. */
    Ask ofChangeset(Call call, ChangesetDocument changeset) {
        String reason = changeset.reason() == null ? reason(call) : changeset.reason();
        return ask(call, call.scope(), changeset.edits(), changeset.preconditions(), Ask.Form.CHANGESET, reason);
    }

    /**
     * Changes that were computed.
     *
     * @param reason in the body, or null; wins over the header's and the query's, and those over the computed one
     */
    Ask ofComputed(Call call, Scope scope, Computed computed, @Nullable String reason) {
        String given = reason == null ? reason(call) : reason;
        return ask(
                call,
                scope,
                computed.plan().edits(),
                computed.plan().preconditions(),
                Ask.Form.COMPUTED,
                given == null ? computed.reason() : given);
    }

    /** How {@code call} wants its change to be made. */
    CommandOptions options(Call call) {
        return CommandOptions.read(call, limits);
    }

    private Ask ask(
            Call call,
            Scope scope,
            List<Edit> edits,
            List<Precondition> preconditions,
            Ask.Form form,
            @Nullable String reason) {
        CommandOptions options = options(call);
        try {
            var origin = new Origin(call.actor(), reason, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            var action = new Action.Changeset(edits, options.guard());
            return new Ask(
                    new Command(ids.next(), scope, origin, call.header(Headers.IDEMPOTENCY_KEY), preconditions, action),
                    options,
                    form);
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
