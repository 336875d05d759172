package dev.logway.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as this API reads and writes it: strict, and at most {@value #MAX_DEPTH} deep. */
public final class Json {
    /** The deepest nesting taken. */
    public static final int MAX_DEPTH = 32;

    private static final int MAX_NUMBER_CHARACTERS = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_CHARACTERS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * Reads a body.
     *
     * @throws MalformedJsonException if it is no JSON, holds a name twice in one object or nests too deep
     * @throws InvalidDocumentException if it holds a number beyond a double's range
     */
    public static JsonNode parse(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node.isMissingNode()) {
                throw new MalformedJsonException("the body is empty (expected: a JSON document)", 1, 1);
            }
            checkNumbers(node, Pointers.ROOT);
            return node;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new MalformedJsonException(
                    e.getOriginalMessage(), at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr());
        } catch (IOException e) {
            throw new MalformedJsonException("the body is not UTF-8: " + e.getMessage(), 1, 1);
        }
    }

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An empty array. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** A document of maps, lists, strings, numbers and nulls. */
    public static JsonNode of(Map<String, @Nullable Object> document) {
        return MAPPER.valueToTree(document);
    }

    /** The bytes of {@code node}, in UTF-8. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Validators compute with numbers, and fail on infinity. */
    private static void checkNumbers(JsonNode node, String pointer) {
        if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
            throw InvalidDocumentException.of(
                    pointer,
                    Pointers.label(pointer) + ": " + node.asText() + " (expected: a number that a double can hold)");
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                if (!node.get(i).isTextual()) {
                    checkNumbers(node.get(i), Pointers.child(pointer, i));
                }
            }
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!field.getValue().isTextual()) {
                    checkNumbers(field.getValue(), Pointers.child(pointer, field.getKey()));
                }
            }
        }
    }
}
