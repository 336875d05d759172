package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A body of a few fields, such as an undo's. Every reading throws {@link InvalidDocumentException} for a fault. */
public final class SmallBody {
    private static final String REASON = "reason";

    private final JsonNode body;

    private SmallBody(JsonNode body) {
        this.body = body;
    }

    /**
     * The body {@code body}.
     *
     * @param fields that it may have beside {@code reason}
     */
    public static SmallBody of(JsonNode body, String... fields) {
        var known = new ArrayList<>(List.of(fields));
        known.add(REASON);
        if (!body.isObject()) {
            throw InvalidDocumentException.of(Pointers.ROOT, "expected an object of " + String.join(", ", known));
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw InvalidDocumentException.of(
                        Pointers.child(Pointers.ROOT, name), name + ": unknown field" + NearestName.hint(name, known));
            }
        });
        return new SmallBody(body);
    }

    /** Why; null if the body does not say. */
    public @Nullable String reason() {
        return optional(
                        REASON,
                        "a text of at most " + Origin.MAX_REASON + " characters",
                        node -> text(node).filter(text -> text.length() <= Origin.MAX_REASON))
                .orElse(null);
    }

    /** What {@code reading} makes of the field, which must be there. */
    public <T> T required(String name, String expected, Function<JsonNode, Optional<T>> reading) {
        return optional(name, expected, reading)
                .orElseThrow(() -> InvalidDocumentException.of(
                        Pointers.child(Pointers.ROOT, name), name + ": missing (expected: " + expected + ")"));
    }

    /** What {@code reading} makes of the field, if it is there. */
    public <T> Optional<T> optional(String name, String expected, Function<JsonNode, Optional<T>> reading) {
        JsonNode node = body.get(name);
        if (node == null) {
            return Optional.empty();
        }
        return Optional.of(reading.apply(node)
                .orElseThrow(() -> InvalidDocumentException.of(
                        Pointers.child(Pointers.ROOT, name), name + ": " + node + " (expected: " + expected + ")")));
    }

    /** The text that {@code node} is; empty if it is none. */
    public static Optional<String> text(JsonNode node) {
        return Optional.ofNullable(node.textValue());
    }

    /** The group that {@code node} names, whether or not it exists; empty if it names none. */
    public static Optional<Scope> group(JsonNode node) {
        return text(node).flatMap(name -> Scope.parse("group/" + name));
    }
}
