package dev.logway.domain.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.logway.domain.resource.PathPattern.Part;
import dev.logway.domain.resource.PathPattern.Part.Literal;
import dev.logway.domain.resource.PathPattern.Part.Parameter;
import dev.logway.testkit.Thrown;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PathPatternTest {

    @Test
    void anExactPathIsOneLiteral() {
        reads("/", null, new Literal("/"));
        reads("/a/b", null, new Literal("/a/b"));
        reads("/a/", null, new Literal("/a/"));
        reads("/ü/%2F", null, new Literal("/ü/%2F"));
    }

    @Test
    void aStarTakesTheRest() {
        reads("/*", "", new Literal("/"));
        reads("/a*", "", new Literal("/a"));
        reads("/a/*", "", new Literal("/a/"));
        reads("/a/*rest", "rest", new Literal("/a/"));
    }

    @Test
    void aColonAfterASlashNamesASegment() {
        reads("/:id", null, new Literal("/"), new Parameter("id"));
        reads("/a/:id/b", null, new Literal("/a/"), new Parameter("id"), new Literal("/b"));
        reads("/:a/:b", null, new Literal("/"), new Parameter("a"), new Literal("/"), new Parameter("b"));
        reads("/:a/*rest", "rest", new Literal("/"), new Parameter("a"), new Literal("/"));
        reads("/a:b", null, new Literal("/a:b"));
    }

    @Test
    void whatIsNoPathIsRefused() {
        String start = "(expected: a path of 1 to 4096 characters that starts with '/')";
        refused("uri:  " + start, "");
        refused("uri: a " + start, "a");
        refused("uri: /" + "p".repeat(119) + "… " + start, "/" + "p".repeat(4_096));
        assertEquals(
                "/" + "p".repeat(4_095),
                PathPattern.parse("/" + "p".repeat(4_095)).text());
        for (String wrong : List.of("/a b", "/a?b", "/a#b")) {
            refused("uri: " + wrong + " (expected: a path without white space, '?' and '#')", wrong);
        }
        refused("uri: /a\\u007f (expected: a path without white space, '?' and '#')", "/a\u007f");
    }

    @Test
    void aStarStandsAtTheEndOnly() {
        for (String wrong : List.of("/*/a", "/a*b/c", "/**", "/a/*b*")) {
            refused("uri: " + wrong + " (expected: '*' only at the end, followed by a name if any)", wrong);
        }
        refused("uri: /:id* (expected: '*' after a '/' or a literal)", "/:id*");
    }

    @Test
    void aParameterHasAName() {
        for (String wrong : List.of("/:", "/:/a", "/a/:b.c", "/:ü", "/a/:*rest")) {
            refused("uri: " + wrong + " (expected: a name of letters, digits, '_' and '-' after ':')", wrong);
        }
    }

    @Test
    void parametersAreFew() {
        String most = "/:p".repeat(32);
        assertEquals(64, PathPattern.parse(most).parts().size());
        refused("uri: " + most + "/:p (expected: at most 32 parameters)", most + "/:p");
    }

    @Test
    void patternsAreEqualWhenWrittenAlike() {
        assertEquals(PathPattern.parse("/a/:b"), PathPattern.parse("/a/:b"));
        assertEquals(
                PathPattern.parse("/a/:b").hashCode(),
                PathPattern.parse("/a/:b").hashCode());
        assertNotEquals(PathPattern.parse("/a/:b"), PathPattern.parse("/a/:c"));
        assertEquals("/a/:b", PathPattern.parse("/a/:b").toString());
    }

    private static void reads(String text, @Nullable String rest, Part... parts) {
        PathPattern pattern = PathPattern.parse(text);

        assertEquals(text, pattern.text());
        assertEquals(List.of(parts), pattern.parts());
        assertEquals(rest, pattern.rest());
    }

    private static void refused(String message, String text) {
        assertEquals(message, Thrown.message(IllegalArgumentException.class, () -> PathPattern.parse(text)));
    }
}
