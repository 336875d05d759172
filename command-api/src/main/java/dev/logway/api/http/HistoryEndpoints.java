package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Documents;
import dev.logway.api.json.Json;
import dev.logway.api.log.EventFilter;
import dev.logway.api.log.History;
import dev.logway.api.log.HistoryPosition;
import dev.logway.domain.Scope;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** What happened: a group's history, and what became of one command. */
final class HistoryEndpoints {
    private static final String LINES = "application/x-ndjson";
    private static final int STREAMED_AT_ONCE = 500;

    private final Vertx vertx;
    private final ControlPlane plane;
    private final OpenStreams streams;
    private final EventDocuments documents;
    private final Offload offload;

    HistoryEndpoints(Vertx vertx, ControlPlane plane, OpenStreams streams, Documents documents, Offload offload) {
        this.vertx = vertx;
        this.plane = plane;
        this.streams = streams;
        this.documents = new EventDocuments(documents);
        this.offload = offload;
    }

    /** The history of a group, and of what is in it. */
    List<Endpoint> eventsAt(String group, String resource) {
        return List.of(
                Endpoint.get(group + "/events", call -> events(call, EventFilters.read(call.parameters())))
                        .with(EventFilters.OF_GROUP),
                Endpoint.get(
                                resource + "/events",
                                call -> events(
                                        call,
                                        EventFilters.read(call.parameters()).about(call.key())))
                        .with(EventFilters.OF_RESOURCE));
    }

    Endpoint commandAt(String template) {
        return Endpoint.get(template, this::command);
    }

    /** The history of a group that was deleted can still be read. */
    private Future<Answer> events(Call call, EventFilter filter) {
        Scope scope = call.scope();
        var query = new History.Query(
                scope, call.parameters().after(), call.parameters().limit(), filter);
        if (plane.images().find(scope).isEmpty()) {
            throw Call.unknownGroup(scope.name());
        }
        return switch (call.preferred(MediaTypes.JSON, LINES, MediaTypes.EVENTS)) {
            case LINES -> lines(call, query);
            case MediaTypes.EVENTS -> live(call, query);
            default -> plane.history().page(query).compose(page -> offload.later(() -> answer(page)));
        };
    }

    private Future<Answer> lines(Call call, History.Query query) {
        call.parameters().refuse("limit", "a stream holds all that match");
        var paged = new History.Query(query.scope(), query.after(), STREAMED_AT_ONCE, query.filter());
        return plane.history()
                .page(paged)
                .map(first ->
                        Answer.streamed(LINES, new EventLines(plane.history(), paged, first, documents, offload)));
    }

    private Future<Answer> live(Call call, History.Query query) {
        call.parameters().refuse("limit", "a live stream goes on");
        call.parameters().refuse("to", "a live stream goes on");
        streams.require();
        String last = call.header(Headers.LAST_EVENT_ID);
        boolean isFromNow = last == null
                && call.parameters().text("after").isEmpty()
                && call.parameters().text("from").isEmpty();
        Future<HistoryPosition> begin = isFromNow
                ? plane.history().end(query.scope())
                : Future.succeededFuture(last == null ? query.after() : LiveEvents.position(last));
        return begin.map(after -> {
            var followed = new History.Query(query.scope(), after, STREAMED_AT_ONCE, query.filter());
            return Answer.live(new LiveEvents(vertx, plane.history(), followed, documents, streams));
        });
    }

    private Answer answer(History.Page page) {
        ObjectNode body = Json.object();
        ArrayNode items = body.putArray("items");
        page.events().forEach(placed -> items.add(documents.write(placed.event())));
        HistoryPosition next = page.next();
        body.put("next", next == null ? null : next.toString());
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
            ObjectNode body = documents.write(event).put("group", event.scope().name());
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
}
