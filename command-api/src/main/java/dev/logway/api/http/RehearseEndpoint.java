package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.InvalidDocumentException;
import dev.logway.api.json.Json;
import dev.logway.domain.command.Edit;
import dev.logway.domain.image.ScopeImage;
import io.vertx.core.Future;
import java.util.List;

/** What a changeset would do to requests that an edge's access log recorded. Nothing is changed. */
final class RehearseEndpoint {
    private static final String REQUESTS = "requests";
    private static final List<String> NOT_TAKEN = List.of("effective_at", "expires_at", "canary");

    private final CommandDesk desk;
    private final Bodies bodies;
    private final RoutingTables tables;
    private final Offload offload;

    RehearseEndpoint(CommandDesk desk, Bodies bodies, RoutingTables tables, Offload offload) {
        this.desk = desk;
        this.bodies = bodies;
        this.tables = tables;
        this.offload = offload;
    }

    Endpoint at(String template) {
        return Endpoint.post(template, this::rehearse).with("force", "break_glass");
    }

    private Future<Answer> rehearse(Call call) {
        call.scope();
        Conditions.refuse(call);
        return bodies.json(call)
                .compose(body -> offload.later(() -> RecordedRequests.read(body.path(REQUESTS)))
                        .compose(requests -> bodies.changeset(call, changes(body))
                                .compose(changeset -> desk.plan(call, changeset)
                                        .compose(planned -> offload.later(
                                                () -> answer(planned.image(), changeset.edits(), requests))))));
    }

    /** The changeset in {@code body}. */
    private static JsonNode changes(JsonNode body) {
        for (String name : NOT_TAKEN) {
            if (body.has(name)) {
                throw InvalidDocumentException.of(
                        "/" + name, name + ": not taken by a rehearsal, which is of now and of all instances");
            }
        }
        ObjectNode changes = Json.object();
        changes.setAll((ObjectNode) body);
        changes.remove(REQUESTS);
        return changes;
    }

    private Answer answer(ScopeImage image, List<Edit> edits, List<RecordedRequest> requests) {
        return Answer.json(200, Rehearsal.report(tables.of(image), image, edits, requests))
                .header(Headers.REVISION, image.revision());
    }
}
