package dev.logway.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.SchemaFiles;
import dev.logway.api.metrics.ApiMetrics;
import dev.logway.api.state.Fleet;
import dev.logway.api.state.Images;
import dev.logway.api.state.Outcomes;
import dev.logway.secret.SecretCipher;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final Pattern PARAMETER = Pattern.compile(":([a-z]+)");

    private final Vertx vertx = Vertx.vertx();
    private final JsonNode document = OpenApi.load(SchemaFiles.load()).document();

    @AfterEach
    void close() {
        Api.settled(vertx.close().toCompletionStage().toCompletableFuture());
    }

    @Test
    void whatIsDescribedIsWhatIsServed() {
        var served = new TreeMap<String, Set<String>>();
        endpoints()
                .forEach(endpoint -> served.put(
                        endpoint.method() + " "
                                + PARAMETER.matcher(endpoint.template()).replaceAll("{$1}"),
                        new TreeSet<>(endpoint.parameters())));
        var described = new TreeMap<String, Set<String>>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (!operation.getKey().equals("parameters")) {
                    described.put(
                            operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                            queryParameters(operation.getValue()));
                }
            }
        }
        assertEquals(served, described);
    }

    @Test
    void whatIsOpenIsDescribedAsOpen() {
        endpoints().forEach(endpoint -> {
            String path = PARAMETER.matcher(endpoint.template()).replaceAll("{$1}");
            JsonNode operation = document.path("paths")
                    .path(path)
                    .path(endpoint.method().name().toLowerCase(Locale.ROOT));
            assertEquals(endpoint.access() == Endpoint.Access.OPEN, operation.has("security"), path);
        });
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        var references = new TreeSet<String>();
        collect(document, references);
        assertFalse(references.isEmpty());
        for (String reference : references) {
            assertTrue(reference.startsWith("#/"), reference);
            assertFalse(document.at(JsonPointer.compile(reference.substring(1))).isMissingNode(), reference);
        }
    }

    @Test
    void everyProblemIsDescribed() {
        String text = document.path("components").path("responses").toString();
        for (ProblemType type : ProblemType.values()) {
            switch (type) {
                case REFUSED,
                        INTERNAL_ERROR,
                        BAD_REQUEST,
                        METHOD_NOT_ALLOWED,
                        URI_TOO_LONG,
                        HEADERS_TOO_LARGE,
                        UNDECIDABLE_COMMAND,
                        UNDECODABLE_COMMAND -> {}
                default -> assertTrue(text.contains(type.code()), type.code());
            }
        }
    }

    private List<Endpoint> endpoints() {
        var outcomes = new Outcomes(1);
        var images = new Images();
        var log = new DecidedLog(outcomes, images);
        var plane = new ControlPlane(
                log, log, log, log, new KeptSamples(), outcomes, images, new Fleet(), List::of, SecretCipher.NONE);
        return Operations.of(
                        vertx,
                        plane,
                        new ApiLimits(Duration.ofSeconds(1), 1),
                        new ApiMetrics(),
                        InstantSource.system(),
                        new SplittableRandom(1))
                .endpoints();
    }

    private Set<String> queryParameters(JsonNode operation) {
        var names = new TreeSet<String>();
        for (JsonNode described : operation.path("parameters")) {
            JsonNode reference = described.path("$ref");
            JsonNode parameter =
                    reference.isTextual() ? document.at(reference.asText().substring(1)) : described;
            if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.path("name").asText());
            }
        }
        return names;
    }

    private static void collect(JsonNode node, Set<String> references) {
        if (node.path("$ref").isTextual()) {
            references.add(node.path("$ref").asText());
        }
        node.forEach(child -> collect(child, references));
    }
}
