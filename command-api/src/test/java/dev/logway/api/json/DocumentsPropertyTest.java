package dev.logway.api.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.image.Meta;
import dev.logway.domain.resource.Resource;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DocumentsPropertyTest {
    private static final int RESOURCES = 3_000;

    private final Documents documents = new Documents(SchemaFiles.load());

    @Test
    void whatIsWrittenReadsBackAsTheSameResource() {
        long seed = Long.getLong("seed", System.nanoTime());
        var any = new AnyResource(new SplittableRandom(seed));
        var meta = new Meta(7, Instant.EPOCH, Instant.EPOCH, "tester");
        for (int i = 0; i < RESOURCES; i++) {
            Resource resource = any.next();
            JsonNode document = Json.parse(Json.bytes(documents.write(resource, meta)));
            assertEquals(resource, documents.read(resource.key(), document), () -> "seed " + seed + ": " + document);
            JsonNode again = documents.write(documents.read(resource.key(), document), meta);
            assertEquals(document, Json.parse(Json.bytes(again)), () -> "seed " + seed);
        }
    }
}
