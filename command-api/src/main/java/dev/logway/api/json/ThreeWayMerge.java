package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Carries what is different between two documents to a third one: objects field by field, arrays and everything else
 * whole. What the two have in common is not touched.
 */
public final class ThreeWayMerge {
    private final List<Conflict> conflicts = new ArrayList<>();

    private ThreeWayMerge() {}

    /**
     * A value that was to change and is neither what the change starts from nor what it leads to.
     *
     * @param pointer of the value (RFC 6901)
     * @param from what the change starts from; null if nothing
     * @param to what the change leads to; null if nothing
     * @param now what is there instead; null if nothing
     */
    public record Conflict(
            String pointer,
            @Nullable JsonNode from,
            @Nullable JsonNode to,
            @Nullable JsonNode now) {}

    /**
     * What came of it.
     *
     * @param document with every value that was to change at what it was to become, conflicts included
     */
    public record Merged(ObjectNode document, List<Conflict> conflicts) {
        /** Copies {@code conflicts}. */
        public Merged {
            conflicts = List.copyOf(conflicts);
        }
    }

    /** {@code now} with what leads {@code from} the one {@code to} the other; none of them is changed. */
    public static Merged merge(ObjectNode from, ObjectNode to, ObjectNode now) {
        var merge = new ThreeWayMerge();
        ObjectNode document = merge.fields(Pointers.ROOT, from, to, now);
        return new Merged(document, merge.conflicts);
    }

    private ObjectNode fields(String pointer, @Nullable JsonNode from, @Nullable JsonNode to, @Nullable JsonNode now) {
        ObjectNode merged = Json.object();
        for (String name : names(now, to)) {
            JsonNode value = value(Pointers.child(pointer, name), field(from, name), field(to, name), field(now, name));
            if (value != null) {
                merged.set(name, value);
            }
        }
        return merged;
    }

    private @Nullable JsonNode value(
            String pointer, @Nullable JsonNode from, @Nullable JsonNode to, @Nullable JsonNode now) {
        if (isSame(from, to) || isSame(now, to)) {
            return now;
        }
        if (isSame(now, from)) {
            return to;
        }
        if (isFields(from) && isFields(to) && isFields(now)) {
            ObjectNode merged = fields(pointer, from, to, now);
            return merged.isEmpty() ? null : merged;
        }
        conflicts.add(new Conflict(pointer, from, to, now));
        return to;
    }

    /** Nothing is as good as no fields. */
    private static boolean isFields(@Nullable JsonNode node) {
        return node == null || node.isObject();
    }

    private static boolean isSame(@Nullable JsonNode one, @Nullable JsonNode other) {
        return one == null ? other == null : one.equals(other);
    }

    private static @Nullable JsonNode field(@Nullable JsonNode object, String name) {
        return object == null ? null : object.get(name);
    }

    /** Fields that only the start of the change has are gone in both others. */
    private static SortedSet<String> names(@Nullable JsonNode now, @Nullable JsonNode to) {
        var names = new TreeSet<String>();
        if (now != null) {
            now.fieldNames().forEachRemaining(names::add);
        }
        if (to != null) {
            to.fieldNames().forEachRemaining(names::add);
        }
        return names;
    }
}
