package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.http.Submitted.Reach;
import dev.logway.api.json.Documents;
import dev.logway.api.json.Json;
import dev.logway.api.state.Coverage.Standing;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.Meta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Resource;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.Optional;

/** Answers requests for changes. */
final class CommandAnswers {
    private final Documents documents;
    private final InstantSource clock;
    private final Following following;
    private final PendingAnswers pending;

    /** Follows the receipts of a change. */
    @FunctionalInterface
    interface Following {
        Answer.Feed follow(LiveReceipts.Change change);
    }

    CommandAnswers(Documents documents, InstantSource clock, Following following) {
        this.documents = documents;
        this.clock = clock;
        this.following = following;
        this.pending = new PendingAnswers(documents);
    }

    /** @throws ApiException if the command was refused */
    Answer answer(Ask ask, Submitted submitted) {
        return switch (submitted) {
            case Submitted.Refused refused -> throw refusal(ask, refused);
            case Submitted.Planned planned -> plan(planned);
            case Submitted.Appended(CommandId id) ->
                Answer.json(202, Json.object().put("command_id", id.toString()).put("outcome", "pending"))
                        .header(Headers.COMMAND_ID, id)
                        .header(Headers.LOCATION, "/v1/commands/" + id);
            case Submitted.Behind(Event event, Outcome.Accepted accepted, long revision) ->
                described(Answer.json(202, accepted(event, accepted).put("shown_revision", revision)), event, accepted);
            case Submitted.Done done -> done(ask, done);
        };
    }

    private static ApiException refusal(Ask ask, Submitted.Refused refused) {
        ApiException problem = Rejections.problem(ask, refused.reasons());
        if (ask.options().mode() == CommandOptions.Mode.DRY_RUN) {
            problem.extra().put("dry_run", true);
        } else {
            problem.extra().put("command_id", refused.id().toString());
            problem.header(Headers.COMMAND_ID, refused.id());
        }
        return problem.header(Headers.REVISION, refused.revision());
    }

    private static Answer plan(Submitted.Planned planned) {
        long revision = planned.image().revision();
        ObjectNode body = Json.object().put("dry_run", true).put("revision", revision);
        body.set("changes", Changes.summaries(planned.changes()));
        return Answer.json(200, body).header(Headers.REVISION, revision);
    }

    private Answer done(Ask ask, Submitted.Done done) {
        Answer answer = switch (done.reach()) {
            case Reach.NotAsked _ -> whole(ask, done);
            case Reach.Followed(Awaited.Receipts awaited) -> followed(ask, done, awaited);
            case Reach.Told(Awaited.Receipts _, Standing standing)
            when standing.reached() ->
                whole(ask, done)
                        .header(Headers.INSTANCES, standing.serving().size())
                        .header(
                                Headers.RECEIPTS,
                                Receipts.header(standing.serving(), done.event().at()));
            case Reach.Told(Awaited.Receipts awaited, Standing standing) -> partial(done, awaited, standing);
        };
        return described(answer, done.event(), done.accepted());
    }

    private Answer followed(Ask ask, Submitted.Done done, Awaited.Receipts awaited) {
        Answer answer = whole(ask, done);
        if (!(answer.body() instanceof Answer.Body.Whole(Buffer bytes))) {
            throw new IllegalStateException("the answer to a change comes in pieces");
        }
        return answer.followed(following.follow(new LiveReceipts.Change(
                ask.command().scope().name(),
                done.accepted().revision(),
                done.event().at(),
                awaited,
                ask.options().timeout(),
                bytes)));
    }

    private Answer whole(Ask ask, Submitted.Done done) {
        return switch (ask.form()) {
            case PENDING -> pending.acted(ask.command().action(), done, Answer.json(200, changeset(done)));
            case CHANGESET, COMPUTED, RESOURCE -> pending.held(done).orElseGet(() -> made(ask, done));
        };
    }

    private Answer made(Ask ask, Submitted.Done done) {
        return switch (ask.form()) {
            case CHANGESET, COMPUTED, PENDING -> Answer.json(200, changeset(done));
            case RESOURCE ->
                switch (ask.edits().getFirst()) {
                    case Edit.Put(Resource resource) -> put(resource, done);
                    case Edit.Delete(var key) ->
                        Answer.json(200, Json.object().put("id", key.id()).put("deleted", true));
                };
        };
    }

    private Answer put(Resource asked, Submitted.Done done) {
        Optional<Change> change = done.accepted().changes().stream()
                .filter(candidate -> candidate.key().equals(asked.key()))
                .findFirst();
        if (change.isPresent() && change.get() instanceof Change.Defined(Resource resource, Meta meta)) {
            return Answer.json(Changes.isCreation(change.get()) ? 201 : 200, documents.write(resource, meta))
                    .header(Headers.ETAG, Headers.etag(meta.revision()));
        }
        return unchanged(asked, done.image());
    }

    /** The command asked for what was already true. */
    private Answer unchanged(Resource asked, ScopeImage image) {
        Optional<Entry> entry = image.get(asked.key());
        if (entry.isEmpty()) { // removed since
            ObjectNode body = Json.object().put("id", asked.key().id());
            body.setAll(documents.write(asked));
            return Answer.json(200, body);
        }
        return Answer.json(200, documents.write(entry.get()))
                .header(Headers.ETAG, Headers.etag(entry.get().meta().revision()));
    }

    private static ObjectNode changeset(Submitted.Done done) {
        ObjectNode body = accepted(done.event(), done.accepted());
        body.set("changes", Changes.summaries(done.accepted().changes()));
        return body;
    }

    private Answer partial(Submitted.Done done, Awaited.Receipts awaited, Standing standing) {
        ObjectNode body = accepted(done.event(), done.accepted()).put("wait", awaited.text());
        ArrayNode lagging = body.putArray("lagging");
        long newest = done.image().revision();
        standing.lagging().forEach(instance -> lagging.add(Instances.write(instance, newest, clock.instant())));
        body.set("receipts", Receipts.write(standing.serving(), done.event().at()));
        return Answer.json(202, body);
    }

    private static ObjectNode accepted(Event event, Outcome.Accepted accepted) {
        return Json.object()
                .put("command_id", Submitted.first(event).toString())
                .put("outcome", "accepted")
                .put("revision", accepted.revision());
    }

    private static Answer described(Answer answer, Event event, Outcome.Accepted accepted) {
        if (event.outcome() instanceof Outcome.Repeated) {
            answer.header(Headers.REPEATED, true);
        }
        return PendingAnswers.pointed(answer, event, accepted)
                .header(Headers.REVISION, accepted.revision())
                .header(Headers.COMMAND_ID, Submitted.first(event));
    }
}
