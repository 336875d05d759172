package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Documents;
import dev.logway.api.json.Json;
import dev.logway.api.json.Times;
import dev.logway.api.log.History;
import dev.logway.domain.Scope;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import io.vertx.core.Future;
import java.util.Optional;

/** What happened: a group's history, and what became of one command. */
final class HistoryEndpoints {
    private final ControlPlane plane;
    private final Documents documents;
    private final Offload offload;

    HistoryEndpoints(ControlPlane plane, Documents documents, Offload offload) {
        this.plane = plane;
        this.documents = documents;
        this.offload = offload;
    }

    Endpoint eventsAt(String template) {
        return Endpoint.get(template, this::events).with("after", "limit", "outcome");
    }

    Endpoint commandAt(String template) {
        return Endpoint.get(template, this::command);
    }

    /** The history of a group that was deleted can still be read. */
    private Future<Answer> events(Call call) {
        Scope scope = call.scope();
        var query = new History.Query(
                scope,
                call.parameters().after(),
                call.parameters().limit(),
                call.parameters().choice("outcome", History.Filter.class, History.Filter.ACCEPTED));
        if (plane.images().find(scope).isEmpty()) {
            throw Call.unknownGroup(scope.name());
        }
        return plane.history().page(query).compose(page -> offload.later(() -> answer(page)));
    }

    private Answer answer(History.Page page) {
        ObjectNode body = Json.object();
        ArrayNode items = body.putArray("items");
        page.events().forEach(event -> items.add(item(event)));
        body.put("next", page.next() == null ? null : page.next().toString());
        return Answer.json(200, body);
    }

    private Future<Answer> command(Call call) {
        CommandId id = id(call.path("id"));
        Optional<Event> recent = plane.outcomes().recent(id);
        if (recent.isPresent()) {
            return shown(recent.get());
        }
        if (plane.outcomes().isExpected(id)) {
            ObjectNode body = Json.object().put("command_id", id.toString()).put("outcome", "pending");
            return Future.succeededFuture(Answer.json(200, body));
        }
        return plane.history().find(id).compose(found -> shown(found.orElseThrow(() -> undecided(id))));
    }

    private Future<Answer> shown(Event event) {
        return offload.later(() -> {
            ObjectNode body = item(event).put("group", event.scope().name());
            long revision = event.outcome().verdict().revision();
            return Answer.json(200, body)
                    .header(Headers.REVISION, revision)
                    .header(Headers.COMMAND_ID, event.commandId());
        });
    }

    private static ApiException undecided(CommandId id) {
        return new ApiException(
                ProblemType.UNKNOWN_COMMAND,
                "no command " + id + " was decided; if it was sent a moment ago, it may still be");
    }

    private static CommandId id(String text) {
        try {
            return CommandId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ApiException(ProblemType.UNKNOWN_COMMAND, String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode item(Event event) {
        ObjectNode item = Json.object();
        Outcome.Verdict verdict = event.outcome().verdict();
        item.put("revision", verdict.revision())
                .put("command_id", event.commandId().toString())
                .put("actor", event.origin().actor())
                .put("at", Times.text(event.at()))
                .put("asked_at", Times.text(event.origin().at()))
                .put("reason", event.origin().reason());
        switch (event.outcome()) {
            case Outcome.Accepted _ -> item.put("outcome", "accepted");
            case Outcome.Rejected _ -> item.put("outcome", "rejected");
            case Outcome.Repeated(CommandId first, Outcome.Verdict _) ->
                item.put("outcome", "repeated").put("first", first.toString());
        }
        switch (verdict) {
            case Outcome.Accepted accepted -> {
                item.put("digest", accepted.digest().toString());
                item.put("previous", accepted.previous().hex());
                item.set("changes", Changes.whole(accepted.changes(), documents));
            }
            case Outcome.Rejected rejected -> {
                item.putArray("changes");
                Rejections.write(rejected.reasons(), item.putArray("errors"));
            }
        }
        return item;
    }
}
