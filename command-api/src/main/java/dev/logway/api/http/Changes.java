package dev.logway.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Documents;
import dev.logway.api.json.Json;
import dev.logway.domain.command.Change;
import dev.logway.domain.image.Meta;
import dev.logway.domain.resource.Resource;
import java.util.List;

/** Changes as answers show them. */
final class Changes {
    private Changes() {}

    /** What happened to which resource, without its document. */
    static ArrayNode summaries(List<Change> changes) {
        ArrayNode array = Json.array();
        changes.forEach(change -> array.add(summary(change)));
        return array;
    }

    /** As the changes of a changeset are written, so that they can be sent again. */
    static ArrayNode whole(List<Change> changes, Documents documents) {
        ArrayNode array = Json.array();
        for (Change change : changes) {
            ObjectNode node = named(change);
            if (change instanceof Change.Defined(Resource resource, Meta _)) {
                node.set("value", documents.write(resource));
            }
            array.add(node);
        }
        return array;
    }

    static boolean isCreation(Change change) {
        return change instanceof Change.Defined(Resource _, Meta meta)
                && meta.createdAt().equals(meta.updatedAt());
    }

    private static ObjectNode summary(Change change) {
        String result = switch (change) {
            case Change.Defined _ -> isCreation(change) ? "created" : "updated";
            case Change.Removed _ -> "deleted";
        };
        return named(change).put("result", result);
    }

    private static ObjectNode named(Change change) {
        return Json.object()
                .put("op", change instanceof Change.Defined ? "put" : "delete")
                .put("kind", change.key().kind().path())
                .put("id", change.key().id());
    }
}
