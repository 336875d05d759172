package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Documents;
import dev.logway.api.json.Json;
import dev.logway.api.json.Times;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;

/** Events as answers show them. Threadsafe. */
final class EventDocuments {
    private final Documents documents;

    EventDocuments(Documents documents) {
        this.documents = documents;
    }

    ObjectNode write(Event event) {
        ObjectNode item = Json.object();
        Outcome.Verdict verdict = event.outcome().verdict();
        item.put("revision", verdict.revision())
                .put("command_id", event.commandId().toString())
                .put("actor", event.origin().actor())
                .put("at", Times.text(event.at()))
                .put("asked_at", Times.text(event.origin().at()))
                .put("reason", event.origin().reason());
        if (event.origin().breakGlass() != null) {
            item.put("break_glass", event.origin().breakGlass());
        }
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
