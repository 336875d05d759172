package dev.logway.routing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a regular expression is found in a text, in time linear in the text whatever both are (RE2; Cox, "Regular
 * Expression Matching Can Be Simple And Fast", 2007). A text of more than {@value #MAX_TEXT} characters, which only a
 * body can hold, is not looked at, so that no client decides how long an event loop is busy.
 */
final class RegexTest implements ValueTest {
    /** As much as the head of a request may hold. */
    static final int MAX_TEXT = 8 * 1024;

    /** Four times the characters and classes that the domain lets through. */
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
        return value instanceof String text
                && text.length() <= MAX_TEXT
                && pattern.matcher(text).find();
    }
}
