package dev.logway.edge.routing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a regular expression is found in a text, in time linear in the text whatever both are (RE2; Cox, "Regular
 * Expression Matching Can Be Simple And Fast", 2007).
 */
final class RegexTest implements ValueTest {
    /** Twice what the domain lets through; what a compiled expression has beyond its characters fits in between. */
    static final int MAX_INSTRUCTIONS = 4_000;

    private final Pattern pattern;

    /** Whether upper and lower case differ. */
    enum Case {
        COUNTS,
        IGNORED
    }

    /** @throws IllegalArgumentException if {@code regex} is none, or too large */
    RegexTest(String regex, Case letters) {
        try {
            this.pattern = Pattern.compile(regex, letters == Case.IGNORED ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "vars: " + regex + " is no regular expression: " + e.getDescription(), e);
        }
        if (pattern.programSize() > MAX_INSTRUCTIONS) {
            throw new IllegalArgumentException("vars: " + regex + " is too large a regular expression: "
                    + pattern.programSize() + " instructions (expected: at most " + MAX_INSTRUCTIONS + ")");
        }
    }

    @Override
    public boolean accepts(@Nullable Object value) {
        return value instanceof String text && pattern.matcher(text).find();
    }
}
