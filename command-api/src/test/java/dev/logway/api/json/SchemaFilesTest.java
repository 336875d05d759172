package dev.logway.api.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.resource.RouteMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SchemaFilesTest {
    private static final Set<String> CHECKS = Set.of("type", "enum", "anyOf", "oneOf", "not");
    private static final Set<String> RULE_PARTS = Set.of("anyOf", "oneOf", "not", "meta");

    private final SchemaFiles files = SchemaFiles.load();

    @Test
    void everySchemaThatRefusesSaysWhatItExpects() {
        var silent = new ArrayList<String>();
        files.byName().forEach((name, file) -> collectSilent(name, file, silent));
        assertEquals(List.of(), silent);
    }

    @Test
    void noObjectTakesUnknownFields() {
        files.byName().forEach((name, file) -> assertClosed(name, file));
    }

    @Test
    void theSchemaNamesTheMethodsOfTheDomain() {
        var methods = new TreeSet<String>();
        Objects.requireNonNull(files.byName().get(SchemaFiles.DEFINITIONS))
                .at("/$defs/methods/items/enum")
                .forEach(method -> methods.add(method.asText()));
        assertEquals(new TreeSet<>(RouteMatch.METHODS), methods);
    }

    private static void collectSilent(String path, JsonNode schema, List<String> silent) {
        boolean checks = CHECKS.stream().anyMatch(schema::has);
        if (schema.isObject() && checks && !path.endsWith("properties") && !schema.has(SchemaCheck.EXPECTED)) {
            silent.add(path);
        }
        for (var field : schema.properties()) {
            if (!RULE_PARTS.contains(field.getKey())) {
                collectSilent(path + "/" + field.getKey(), field.getValue(), silent);
            }
        }
        if (schema.isArray()) {
            for (int i = 0; i < schema.size(); i++) {
                collectSilent(path + "/" + i, schema.get(i), silent);
            }
        }
    }

    private static void assertClosed(String path, JsonNode schema) {
        if (schema.has("properties") && "object".equals(schema.path("type").asText()) && !path.endsWith("/meta")) {
            assertTrue(schema.has("additionalProperties"), path);
        }
        for (var field : schema.properties()) {
            assertClosed(path + "/" + field.getKey(), field.getValue());
        }
    }
}
