package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An object of a document that was checked by its schema, while its fields are read. What the domain refuses becomes
 * a problem at the field's pointer; a field that is at fault reads as if it were absent, so that the rest is still
 * checked.
 */
final class Fields {
    private final JsonNode object;
    private final String pointer;
    private final Problems problems;

    Fields(JsonNode object, String pointer, Problems problems) {
        this.object = object;
        this.pointer = pointer;
        this.problems = problems;
    }

    /** What {@code reading} makes of the field; null if it is absent or at fault. */
    <T> @Nullable T read(String name, Function<JsonNode, ? extends @Nullable T> reading) {
        JsonNode value = object.get(name);
        return value == null ? null : problems.guard(Pointers.child(pointer, name), () -> reading.apply(value));
    }

    /** The field's text; null if it is absent or at fault. */
    @Nullable
    String text(String name) {
        return read(name, JsonNode::textValue);
    }

    /** The field's whole number; {@code otherwise} if it is absent or at fault. */
    int integer(String name, int otherwise) {
        Integer value = read(name, JsonNode::intValue);
        return value == null ? otherwise : value;
    }

    /** The field's seconds; {@code otherwise} if it is absent or at fault. */
    Duration seconds(String name, Duration otherwise) {
        Duration value = read(name, Seconds::read);
        return value == null ? otherwise : value;
    }

    /** The field's whole numbers; {@code otherwise} if it is absent or any of them is at fault. */
    List<Integer> integers(String name, List<Integer> otherwise) {
        return Objects.requireNonNullElse(read(name, Fields::integers), otherwise);
    }

    /** What {@code reading} makes of each element that is not at fault. */
    <T> List<T> readAll(String name, Function<JsonNode, T> reading) {
        var values = new ArrayList<T>();
        int index = 0;
        for (JsonNode element : object.path(name)) {
            String at = Pointers.child(Pointers.child(pointer, name), index++);
            T value = problems.guard(at, () -> reading.apply(element));
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** The object in the field; null if it is absent or at fault. */
    @Nullable
    Fields open(String name) {
        return read(
                name, value -> value.isObject() ? new Fields(value, Pointers.child(pointer, name), problems) : null);
    }

    /** The object in the field; one without fields if it is absent or at fault. */
    Fields in(String name) {
        Fields found = open(name);
        return found == null ? new Fields(MissingNode.getInstance(), Pointers.child(pointer, name), problems) : found;
    }

    /** The field as it is; missing if it is absent. */
    JsonNode raw(String name) {
        return object.path(name);
    }

    String pointer() {
        return pointer;
    }

    Problems problems() {
        return problems;
    }

    /** The whole made of fields; null if anything of the document is at fault. */
    <T> @Nullable T build(Supplier<T> whole) {
        return problems.isEmpty() ? part(whole) : null;
    }

    /** A part made of fields whose faults are known, whatever the other fields are; null if it is at fault itself. */
    <T> @Nullable T part(Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            problems.add(pointerOf(message), message);
            return null;
        }
    }

    private static List<Integer> integers(JsonNode array) {
        var values = new ArrayList<Integer>(array.size());
        array.forEach(element -> values.add(element.intValue()));
        return values;
    }

    /** The domain's messages begin with the name of what is at fault, such as {@code labels.team: …}. */
    private String pointerOf(String message) {
        int colon = message.indexOf(": ");
        String at = pointer;
        JsonNode value = object;
        for (String name : (colon < 0 ? "" : message.substring(0, colon)).split("\\.")) {
            value = value.path(name);
            if (value.isMissingNode()) {
                break;
            }
            at = Pointers.child(at, name);
        }
        return at;
    }
}
