package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Documents;
import dev.logway.api.json.Json;
import dev.logway.api.json.Times;
import dev.logway.api.log.EventFilter;
import dev.logway.api.log.History;
import dev.logway.api.log.HistoryPosition;
import dev.logway.domain.command.Change;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.image.Entry;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import io.vertx.core.Future;

/**
 * Who last set each field of a resource. Reads the resource's events from its creation on, page by page, so that memory
 * does not grow with its history.
 */
final class BlameEndpoint {
    private static final int EVENTS_AT_ONCE = 500;

    private final ShownAt shown;
    private final History history;
    private final Documents documents;
    private final Offload offload;

    BlameEndpoint(ShownAt shown, History history, Documents documents, Offload offload) {
        this.shown = shown;
        this.history = history;
        this.documents = documents;
        this.offload = offload;
    }

    Endpoint at(String template) {
        return Endpoint.get(template, this::blame).with(ShownAt.AT);
    }

    private Future<Answer> blame(Call call) {
        ResourceKey key = call.key();
        return shown.group(call).compose(image -> {
            Entry entry = image.get(key).orElseThrow(() -> Call.notFound(key.path()));
            var sinceItsCreation = new EventFilter.Period(entry.meta().createdAt(), null);
            var query = new History.Query(
                    image.scope(),
                    HistoryPosition.BEGINNING,
                    EVENTS_AT_ONCE,
                    EventFilter.ACCEPTED.about(key).within(sinceItsCreation));
            return read(query, entry, new Blame())
                    .map(blame -> answer(entry, blame).header(Headers.REVISION, image.revision()));
        });
    }

    private Future<Blame> read(History.Query query, Entry entry, Blame blame) {
        return history.page(query)
                .compose(page -> offload.later(() -> {
                            page.events().forEach(placed -> take(placed.event(), entry, blame));
                            return page.reached().revision() >= entry.meta().revision() || page.next() == null;
                        })
                        .compose(isWhole -> isWhole
                                ? Future.succeededFuture(blame)
                                : read(query.after(page.reached()), entry, blame)));
    }

    private void take(Event event, Entry entry, Blame blame) {
        if (!(event.outcome() instanceof Outcome.Accepted accepted)
                || accepted.revision() > entry.meta().revision()) {
            return;
        }
        for (Change change : accepted.changes()) {
            if (change.key().equals(entry.key())) {
                switch (change) {
                    case Change.Defined(Resource resource, var _) -> blame.defined(documents.write(resource), event);
                    case Change.Removed _ -> blame.removed();
                }
            }
        }
    }

    private static Answer answer(Entry entry, Blame blame) {
        ObjectNode body = Json.object()
                .put("kind", entry.key().kind().path())
                .put("id", entry.key().id())
                .put("revision", entry.meta().revision());
        ArrayNode fields = body.putArray("fields");
        blame.fields().forEach((pointer, field) -> {
            Event by = field.by();
            ObjectNode item = fields.addObject().put("pointer", pointer);
            item.set("value", field.value());
            item.put("revision", by.outcome().verdict().revision())
                    .put("actor", by.origin().actor())
                    .put("at", Times.text(by.at()))
                    .put("reason", by.origin().reason())
                    .put("command_id", by.commandId().toString());
        });
        return Answer.json(200, body);
    }
}
