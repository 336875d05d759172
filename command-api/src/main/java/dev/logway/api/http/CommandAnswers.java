package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.http.Submitted.Reach;
import dev.logway.api.json.Documents;
import dev.logway.api.json.Json;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.Meta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Resource;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Answers requests for changes. */
final class CommandAnswers {
    private final Documents documents;
    private final InstantSource clock;
    private final PendingAnswers pending;

    CommandAnswers(Documents documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
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
            case Reach.Everywhere(int instances) -> whole(ask, done).header(Headers.INSTANCES, instances);
            case Reach.Partial(List<Instance> lagging) -> partial(done, lagging);
        };
        return described(answer, done.event(), done.accepted());
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

    private Answer partial(Submitted.Done done, List<Instance> lagging) {
        ObjectNode body = accepted(done.event(), done.accepted());
        ArrayNode array = body.putArray("lagging");
        long newest = done.image().revision();
        lagging.forEach(instance -> array.add(Instances.write(instance, newest, clock.instant())));
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
