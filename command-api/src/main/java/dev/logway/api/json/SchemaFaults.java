package dev.logway.api.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.path.NodePath;
import dev.logway.domain.resource.ResourceKind;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;

/**
 * Says in words what a schema found. Each schema carries the words ({@code x-expected}), so that nobody is shown a
 * regular expression.
 */
final class SchemaFaults {
    private static final Set<String> COMBINATORS = Set.of("anyOf", "oneOf", "not");
    private static final int MAX_SHOWN = 80;

    private final SchemaFiles files;

    SchemaFaults(SchemaFiles files) {
        this.files = files;
    }

    /** @param base where the checked document stands in the body */
    Problem problem(String base, Error error) {
        String at = Pointers.below(base, error.getInstanceLocation());
        var found = find(error.getSchemaLocation());
        JsonNode schema = found.schema;
        if (found.inRule) {
            String object = Pointers.ancestor(at, found.below);
            return new Problem(
                    Pointers.child(object, schema.path(SchemaCheck.FIELD).asText()), "expected " + expected(schema));
        }
        return switch (error.getKeyword()) {
            case "required" -> missing(at, schema, Objects.requireNonNull(error.getProperty()));
            case "additionalProperties" -> unknown(at, schema, Objects.requireNonNull(error.getProperty()));
            case "propertyNames" -> {
                String name = Objects.requireNonNull(error.getProperty());
                yield new Problem(
                        Pointers.child(at, name),
                        quoted(name) + " (expected: " + expected(schema.path("propertyNames")) + ")");
            }
            default ->
                new Problem(
                        at,
                        Pointers.label(at) + ": " + shown(error.getInstanceNode()) + " (expected: " + expected(schema)
                                + ")");
        };
    }

    /** The message for a document that is no object; the rules over fields have nothing to say of it. */
    String notAnObject(ResourceKind kind, JsonNode document, String pointer) {
        JsonNode schema = file(SchemaFiles.ROOT + SchemaFiles.name(kind));
        return Pointers.label(pointer) + ": " + shown(document) + " (expected: " + expected(schema) + ")";
    }

    /**
     * A schema that refused.
     *
     * @param inRule whether it is a rule over several fields
     * @param below how many steps below the rule's object the refused value stands
     */
    private record Found(JsonNode schema, boolean inRule, int below) {}

    /** The schema that holds the keyword at {@code location}, or the rule over several fields that it is part of. */
    private Found find(SchemaLocation location) {
        JsonNode schema = file(String.valueOf(location.getAbsoluteIri()));
        NodePath path = location.getFragment();
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            String step = String.valueOf(path.getElement(i));
            if (COMBINATORS.contains(step) && schema.has(SchemaCheck.FIELD)) {
                return new Found(schema, true, steps(path, i));
            }
            schema = schema.isArray() ? schema.path(Integer.parseInt(step)) : schema.path(step);
        }
        return new Found(schema, schema.has(SchemaCheck.FIELD), 0);
    }

    private static int steps(NodePath path, int from) {
        int steps = 0;
        for (int i = from; i < path.getNameCount(); i++) {
            steps += "properties".equals(String.valueOf(path.getElement(i))) ? 1 : 0;
        }
        return steps;
    }

    private Problem missing(String at, JsonNode schema, String name) {
        String pointer = Pointers.child(at, name);
        String expected = expected(resolved(schema.path("properties").path(name)));
        return new Problem(pointer, Pointers.label(pointer) + ": missing (expected: " + expected + ")");
    }

    private static Problem unknown(String at, JsonNode schema, String name) {
        var known = new ArrayList<String>();
        schema.path("properties").fieldNames().forEachRemaining(known::add);
        for (JsonNode unsupported : schema.path(SchemaCheck.UNSUPPORTED)) {
            if (unsupported.asText().equals(name)) {
                return new Problem(Pointers.child(at, name), name + ": not supported yet; leave it out");
            }
        }
        return new Problem(
                Pointers.child(at, name), shortened(name) + ": unknown field" + NearestName.hint(name, known));
    }

    private static String expected(JsonNode schema) {
        return schema.path(SchemaCheck.EXPECTED).asText("something else");
    }

    /** What {@code schema} refers to, or itself. */
    private JsonNode resolved(JsonNode schema) {
        JsonNode reference = schema.get("$ref");
        if (reference == null) {
            return schema;
        }
        String[] parts = reference.asText().split("#", 2);
        JsonNode file = file(SchemaFiles.ROOT + (parts[0].isEmpty() ? SchemaFiles.DEFINITIONS : parts[0]));
        return file.at(JsonPointer.compile(parts[1]));
    }

    private JsonNode file(String iri) {
        return Objects.requireNonNull(files.byIri(iri), iri);
    }

    private static String shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> quoted(value.textValue());
            case ARRAY -> "an array of " + value.size();
            case OBJECT -> "an object of " + value.size();
            case NULL, NUMBER, BOOLEAN, MISSING, BINARY, POJO -> shortened(value.asText());
        };
    }

    private static String quoted(String text) {
        return '"' + shortened(text) + '"';
    }

    private static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
