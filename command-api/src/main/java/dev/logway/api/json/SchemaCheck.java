package dev.logway.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.logway.domain.resource.ResourceKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks documents against the schema of their kind, and says every fault. Threadsafe. */
final class SchemaCheck {
    /** Ends the message of a refused value: what would be right. */
    static final String EXPECTED = "x-expected";

    /** The field that a rule over several fields is reported at. */
    static final String FIELD = "x-field";

    /** Fields that other gateways have and Logway has not. */
    static final String UNSUPPORTED = "x-unsupported";

    private final Map<ResourceKind, Schema> schemas = new EnumMap<>(ResourceKind.class);
    private final SchemaFaults faults;

    SchemaCheck(SchemaFiles files) {
        faults = new SchemaFaults(files);
        Dialect base = Dialects.getDraft202012();
        Dialect dialect = Dialect.builder(base.getId(), base)
                .keywords(List.of(
                        new NonValidationKeyword(EXPECTED),
                        new NonValidationKeyword(FIELD),
                        new NonValidationKeyword(UNSUPPORTED)))
                .build();
        SchemaRegistry registry = SchemaRegistry.withDialect(
                dialect,
                builder -> builder.schemas(iri -> {
                    JsonNode file = files.byIri(iri);
                    return file == null ? null : file.toString();
                }));
        for (ResourceKind kind : ResourceKind.DOCUMENTS) {
            Schema schema = registry.getSchema(SchemaLocation.of(SchemaFiles.ROOT + SchemaFiles.name(kind)));
            schema.initializeValidators();
            schemas.put(kind, schema);
        }
    }

    /** Adds to {@code problems} what is wrong with {@code document}, which stands at {@code pointer} of the body. */
    void check(ResourceKind kind, JsonNode document, String pointer, Problems problems) {
        if (!document.isObject()) {
            problems.add(pointer, faults.notAnObject(kind, document, pointer));
            return;
        }
        Schema schema = Objects.requireNonNull(schemas.get(kind));
        for (var error : schema.validate(document)) {
            Problem problem = faults.problem(pointer, error);
            problems.add(problem.pointer(), problem.message());
        }
    }
}
