package dev.logway.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.expression.BodyPath;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodyValuesTest {
    private static final String DOCUMENT = """
            {"text": "t", "number": 7, "large": 1e400, "truth": true, "nothing": null, "list": ["x", 2, null, {"a": 1}],
             "messages": [{"role": "user", "content": [{"type": "text"}, {"type": "image"}]}, {"role": "system"}, 5]}
            """;

    private static @Nullable Object at(String path) {
        var body = new BufferedBody(DOCUMENT.getBytes(UTF_8), "application/vnd.api+json");
        return BodyValues.at(Objects.requireNonNull(body.json()), BodyPath.parse(path));
    }

    @Test
    void aPathLeadsToAValue() {
        assertEquals("t", at("text"));
        assertEquals(7.0, at("number"));
        assertEquals(true, at("truth"));
        assertEquals(null, at("nothing"));
        assertEquals(null, at("none"));
        assertEquals("x", at("list[0]"));
        assertEquals(null, at("list[2]"));
        assertEquals(1.0, at("list[3].a"));
        assertEquals(null, at("list[9]"));
        assertEquals(null, at("text.a"));
        assertEquals(null, at("text[0]"));
        assertEquals(null, at("messages.role"));
        assertEquals("system", at("messages[1].role"));
    }

    @Test
    void everyElementIsAList() {
        assertEquals(List.of("user", "system"), at("messages[*].role"));
        assertEquals(List.of("text", "image"), at("messages[*].content[*].type"));
        assertEquals(null, at("messages[*].none"));
        assertEquals(null, at("text[*]"));
        assertEquals(List.of("x", 2.0), ((List<?>) Objects.requireNonNull(at("list"))).subList(0, 2));
    }

    @Test
    void whatIsNoDocumentHasNoValues() {
        for (String text : Arrays.asList("", "{", "nul", "{} {", "[".repeat(100_000), "\u0000")) {
            assertEquals(null, new BufferedBody(text.getBytes(UTF_8), "application/json").json(), text);
        }
        assertEquals(null, new BufferedBody("{}".getBytes(UTF_8), "text/plain").json());
        assertEquals(null, new BufferedBody("{}".getBytes(UTF_8), null).json());
        assertEquals("a=1", new BufferedBody("a=1".getBytes(UTF_8), "Application/X-WWW-Form-URLEncoded").form());
        assertEquals(null, new BufferedBody("a=1".getBytes(UTF_8), "application/json").form());
    }
}
