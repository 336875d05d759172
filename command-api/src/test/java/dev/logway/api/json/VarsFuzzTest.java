package dev.logway.api.json;

import static dev.logway.testkit.Pick.chance;
import static dev.logway.testkit.Pick.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.Route;
import dev.logway.secret.SecretCipher;
import dev.logway.testkit.Property;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever stands in {@code vars} is an expression that is shown as it is read, or refused with pointers into it. */
class VarsFuzzTest {
    private static final String[] WORDS = {
        "AND",
        "OR",
        "!AND",
        "!or",
        "!",
        "==",
        "~=",
        ">",
        "<=",
        "~~",
        "~*",
        "in",
        "has",
        "ipmatch",
        "IN",
        "arg_x",
        "http_X-A",
        "cookie_c",
        "uri",
        "post_arg.a[0].b",
        "post_arg.",
        "nonsense",
        "",
        "10.0.0.0/8",
        "1.5",
        "(",
        "a{9}",
        "[a-z]+",
        "((a{99}){99}){99}",
        "ü\u0000"
    };

    private static final Basis BASIS = new Basis(ScopeImage.empty(Scope.group("default")));
    private final Documents documents = new Documents(SchemaFiles.load(), SecretCipher.NONE, InstantSource.system());

    @Test
    void varsAreReadAndShownAlikeOrRefused() {
        Property.forAll(VarsFuzzTest::anyArray, vars -> {
            JsonNode document = document(vars);
            Resource read;
            try {
                read = documents.read(BASIS, Route.key("r"), document);
            } catch (InvalidDocumentException e) {
                assertFalse(e.problems().isEmpty());
                e.problems()
                        .forEach(problem -> assertTrue(
                                problem.pointer().startsWith("/vars")
                                        && !document.at(problem.pointer()).isMissingNode(),
                                () -> problem + " of " + document));
                return;
            }
            JsonNode shown = documents.write(read);
            assertEquals(read, documents.read(BASIS, Route.key("r"), shown));
            assertEquals(shown, documents.write(documents.read(BASIS, Route.key("r"), shown)));
        });
    }

    private static ObjectNode document(ArrayNode vars) {
        return Json.object().put("uri", "/").put("upstream_id", "u").set("vars", vars);
    }

    private static ArrayNode anyArray(RandomGenerator random) {
        ArrayNode array = Json.array();
        fill(random, array, 4);
        return array;
    }

    /** Half of the arrays look like comparisons, so that some are. */
    private static void fill(RandomGenerator random, ArrayNode array, int depth) {
        if (chance(random, 50)) {
            array.add(one(random, "arg_x", "uri", "remote_addr", "http_a"));
            if (chance(random, 20)) {
                array.add("!");
            }
            array.add(one(random, "==", "~=", ">", "~~", "in", "has", "ipmatch"));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(depth > 0 ? 9 : 6)) {
                case 0 -> array.add(random.nextInt(-3, 100));
                case 1 -> array.add(random.nextDouble());
                case 2 -> array.addNull();
                case 3 -> array.add(random.nextBoolean());
                case 4, 5 -> array.add(one(random, WORDS));
                case 6 -> array.addObject().put("a", 1);
                default -> fill(random, array.addArray(), depth - 1);
            }
        }
    }
}
