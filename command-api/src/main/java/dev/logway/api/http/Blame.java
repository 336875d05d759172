package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.Leaves;
import dev.logway.domain.command.Event;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who last set each field of one resource, told its documents in the order of its events. Confined to one thread. */
final class Blame {
    private final SortedMap<String, Field> fields = new TreeMap<>();

    /** A field, and the accepted event that last set it. */
    record Field(JsonNode value, Event by) {}

    /** The resource was created or replaced by {@code event}, and is now {@code document}. */
    void defined(JsonNode document, Event event) {
        SortedMap<String, JsonNode> leaves = Leaves.of(document);
        fields.keySet().retainAll(leaves.keySet());
        leaves.forEach((pointer, value) -> {
            Field before = fields.get(pointer);
            if (before == null || !before.value.equals(value)) {
                fields.put(pointer, new Field(value, event));
            }
        });
    }

    /** The resource was removed; if it comes back, nobody before that set its fields. */
    void removed() {
        fields.clear();
    }

    /** The fields that there are, by JSON pointer. */
    SortedMap<String, Field> fields() {
        return Collections.unmodifiableSortedMap(fields);
    }
}
