package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The leaves of a document: each value that is no object, and each empty object, by its JSON pointer (RFC 6901). An
 * array is one leaf, because its elements have no names to follow them by.
 */
public final class Leaves {
    private Leaves() {}

    /** The leaves of {@code document}, sorted by pointer; empty for an empty document. */
    public static SortedMap<String, JsonNode> of(JsonNode document) {
        var leaves = new TreeMap<String, JsonNode>();
        collect(Pointers.ROOT, document, leaves);
        return Collections.unmodifiableSortedMap(leaves);
    }

    private static void collect(String pointer, JsonNode node, SortedMap<String, JsonNode> leaves) {
        if (!node.isObject() || (node.isEmpty() && !pointer.isEmpty())) {
            leaves.put(pointer, node);
            return;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            collect(Pointers.child(pointer, field.getKey()), field.getValue(), leaves);
        }
    }
}
