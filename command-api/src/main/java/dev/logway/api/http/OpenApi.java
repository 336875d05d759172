package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.api.json.Json;
import dev.logway.api.json.SchemaFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/**
 * The description of this API (OpenAPI 3.1): the operations from a resource file, the documents' schemas from the
 * schema files that requests are checked with.
 *
 * @param document whole, and refers to nothing outside itself
 */
record OpenApi(ObjectNode document) {
    private static final String FILE = "/dev/logway/api/openapi.json";
    private static final String COMPONENT = "#/components/schemas/";
    private static final Set<String> ONLY_IN_FILES = Set.of("$schema", "$id", "$comment");

    static OpenApi load(SchemaFiles files) {
        try (InputStream file = OpenApi.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            ObjectNode document = (ObjectNode) Json.parse(file.readAllBytes());
            ObjectNode schemas = (ObjectNode) document.path("components").path("schemas");
            files.byName().forEach((name, schema) -> add(name, schema, schemas));
            return new OpenApi(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(String name, JsonNode file, ObjectNode schemas) {
        if (name.equals(SchemaFiles.DEFINITIONS)) {
            for (Map.Entry<String, JsonNode> definition : file.path("$defs").properties()) {
                schemas.set(definition.getKey(), rewritten(definition.getValue()));
            }
        } else {
            schemas.set(file.path("title").asText(), rewritten(file));
        }
    }

    /** With references to files turned into references to components. */
    private static JsonNode rewritten(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = Json.object();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (field.getKey().equals("$ref")) {
                    String reference = field.getValue().asText();
                    copy.put("$ref", COMPONENT + reference.substring(reference.lastIndexOf('/') + 1));
                } else if (!ONLY_IN_FILES.contains(field.getKey())) {
                    copy.set(field.getKey(), rewritten(field.getValue()));
                }
            }
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = Json.array();
            node.forEach(element -> copy.add(rewritten(element)));
            return copy;
        }
        return node;
    }
}
