package dev.logway.api.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.Scope;
import dev.logway.domain.image.Meta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Resource;
import dev.logway.secret.SecretCipher;
import dev.logway.testkit.Property;
import dev.logway.testkit.Resources;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DocumentsPropertyTest {
    private static final Meta META = new Meta(7, Instant.EPOCH, Instant.EPOCH, "tester");

    private static final Basis BASIS = new Basis(ScopeImage.empty(Scope.group("default")));

    private final Documents documents = new Documents(SchemaFiles.load(), SecretCipher.NONE, InstantSource.system());

    @Test
    void whatIsWrittenReadsBackAsTheSameResource() {
        Property.forAll(DocumentsPropertyTest::any, resource -> {
            JsonNode document = Json.parse(Json.bytes(documents.write(resource, META)));
            Resource read = documents.read(BASIS, resource.key(), document);
            assertEquals(resource, read);
            assertEquals(document, Json.parse(Json.bytes(documents.write(read, META))));
        });
    }

    private static Resource any(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> Resources.anyUpstream(random);
            case 1 -> Resources.anyService(random);
            case 2 -> Resources.anyRoute(random);
            default -> new AnyResource(random).next();
        };
    }
}
