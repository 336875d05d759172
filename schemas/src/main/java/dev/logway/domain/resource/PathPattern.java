package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path a route takes, in the language of APISIX's radixtree router: {@code /a/b} exactly that path,
 * {@code /a/b*} everything that starts with {@code /a/b}, {@code :name} one non-empty segment, {@code *name} the rest.
 *
 * @param text as the operator wrote it
 * @param parts literals and parameters in turn, without the rest
 * @param rest the name of the rest ({@code ""} for a bare {@code *}), or null if the path ends with the last part
 */
public record PathPattern(
        String text, List<Part> parts, @Nullable String rest) {
    public static final int MAX_LENGTH = 4_096;
    public static final int MAX_PARAMETERS = 32;

    /** A stretch of a path pattern. */
    public sealed interface Part {

        /** These characters, slashes among them. */
        record Literal(String text) implements Part {}

        /** One non-empty segment, kept under {@code name}. */
        record Parameter(String name) implements Part {}
    }

    /** @throws IllegalArgumentException if {@code text} is no path pattern */
    public static PathPattern parse(String text) {
        require(
                text.startsWith("/") && text.length() <= MAX_LENGTH,
                "uri",
                text,
                "a path of 1 to 4096 characters that starts with '/'");
        require(
                text.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '?' || c == '#'),
                "uri",
                text,
                "a path without white space, '?' and '#'");
        var parts = new ArrayList<Part>();
        int star = text.indexOf('*');
        String fixed = star < 0 ? text : text.substring(0, star);
        String rest = star < 0 ? null : text.substring(star + 1);
        require(
                rest == null || isName(rest) || rest.isEmpty(),
                "uri",
                text,
                "'*' only at the end, followed by a name if any");
        int from = 0;
        int colon = fixed.indexOf("/:");
        while (colon >= 0) {
            parts.add(new Part.Literal(fixed.substring(from, colon + 1)));
            int end = fixed.indexOf('/', colon + 1);
            from = end < 0 ? fixed.length() : end;
            String name = fixed.substring(colon + 2, from);
            require(isName(name), "uri", text, "a name of letters, digits, '_' and '-' after ':'");
            parts.add(new Part.Parameter(name));
            colon = fixed.indexOf("/:", from);
        }
        if (from < fixed.length()) {
            parts.add(new Part.Literal(fixed.substring(from)));
        }
        require(rest == null || parts.getLast() instanceof Part.Literal, "uri", text, "'*' after a '/' or a literal");
        long parameters =
                parts.stream().filter(Part.Parameter.class::isInstance).count();
        require(parameters <= MAX_PARAMETERS, "uri", text, "at most 32 parameters");
        return new PathPattern(text, parts, rest);
    }

    /** Copies {@code parts}; patterns come from {@link #parse}. */
    public PathPattern {
        parts = List.copyOf(parts);
    }

    /** Two patterns are equal if they were written alike. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '_'
                                || c == '-');
    }
}
