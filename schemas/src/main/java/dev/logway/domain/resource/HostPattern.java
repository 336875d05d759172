package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.util.Locale;

/**
 * A host a route takes: {@code example.com} itself, or {@code *.example.com} for every name below it.
 * Compared without case and without port.
 *
 * @param text lower case, 1 to {@value Node#MAX_HOST} characters
 */
public record HostPattern(String text) {

    private static final String EXPECTED = "a host name such as foo.com or *.foo.com, without port";

    /** @throws IllegalArgumentException if {@code text} is no host pattern */
    public HostPattern {
        text = text.toLowerCase(Locale.ROOT);
        String name = text.startsWith("*.") ? text.substring(2) : text;
        require(text.length() <= Node.MAX_HOST && isName(name), "hosts", text, EXPECTED);
    }

    /** Whether it stands for the names below {@link #name()}, rather than for that name itself. */
    public boolean isWildcard() {
        return text.startsWith("*.");
    }

    /** The name without the wildcard: {@code example.com}. */
    public String name() {
        return isWildcard() ? text.substring(2) : text;
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !name.startsWith(".")
                && !name.contains("..")
                && name.chars()
                        .allMatch(c ->
                                (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.');
    }
}
