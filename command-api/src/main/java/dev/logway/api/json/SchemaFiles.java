package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.Scope;
import dev.logway.domain.resource.ResourceKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON Schema files (draft 2020-12) that say what each kind of resource document may hold. */
public final class SchemaFiles {
    /** The file with what several kinds share. */
    public static final String DEFINITIONS = "definitions.json";

    /** Where the files' {@code $id}s begin; the rest is the file's name. */
    static final String ROOT = "https://logway.dev/schema/";

    private final SortedMap<String, JsonNode> byName;

    private SchemaFiles(Map<String, JsonNode> byName) {
        this.byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    /** Reads the files from the class path. */
    public static SchemaFiles load() {
        var files = new TreeMap<String, JsonNode>();
        files.put(DEFINITIONS, read(DEFINITIONS));
        ResourceKind.DOCUMENTS.stream().map(SchemaFiles::name).forEach(name -> files.put(name, read(name)));
        return new SchemaFiles(files);
    }

    /** The name of the file for {@code kind}. */
    public static String name(ResourceKind kind) {
        return kind.path() + ".json";
    }

    /** Every file by its name. */
    public SortedMap<String, JsonNode> byName() {
        return byName;
    }

    /** The file that {@code iri} names, if any. */
    @Nullable
    JsonNode byIri(String iri) {
        return iri.startsWith(ROOT) ? byName.get(iri.substring(ROOT.length())) : null;
    }

    private static JsonNode read(String name) {
        try (InputStream file = Scope.class.getResourceAsStream("/dev/logway/schema/" + name)) {
            if (file == null) {
                throw new IllegalStateException("schema file " + name + " is missing");
            }
            return Json.parse(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
