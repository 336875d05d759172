package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Json;
import org.jspecify.annotations.Nullable;

/** A page of a list: {@code items} up to a limit, and the cursor of the {@code next} page. */
final class Listing {
    private final int limit;
    private final ObjectNode body;
    private final ArrayNode items;

    @Nullable
    private String last;

    private boolean more;

    Listing(int limit) {
        this(limit, Json.object());
    }

    /** @param body what is said before the items */
    Listing(int limit, ObjectNode body) {
        this.limit = limit;
        this.body = body;
        this.items = body.putArray("items");
        body.putNull("next");
    }

    /** Whether an item for the next page was seen, so that looking on is of no use. */
    boolean isFull() {
        return more;
    }

    /** Takes the next item, unless the page is full. */
    void add(String id, JsonNode item) {
        if (items.size() < limit) {
            items.add(item);
            last = id;
        } else {
            more = true;
        }
    }

    Answer answer() {
        if (more && last != null) {
            body.put("next", Parameters.cursor(last));
        }
        return Answer.json(200, body);
    }
}
