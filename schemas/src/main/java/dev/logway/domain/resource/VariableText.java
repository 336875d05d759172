package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with variables of a request in it: {@code $name} or <code>${name}</code>, at least one, each one that exists.
 *
 * @param parts in order; put together they are what the text stands for
 */
public record VariableText(String text, List<Part> parts) {
    public static final int MAX_LENGTH = 1_024;

    /** A piece of the text. */
    public sealed interface Part {
        /** Stands for itself. */
        record Literal(String text) implements Part {}

        /** Stands for what the request has under this name. */
        record Variable(String name) implements Part {}
    }

    /** Copies {@code parts}. */
    public VariableText {
        parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException if {@code text} is too long, names no variable, or one that does not exist */
    public static VariableText parse(String text) {
        var parts = text.length() <= MAX_LENGTH ? parts(text) : List.<Part>of();
        boolean variable = parts.stream().anyMatch(Part.Variable.class::isInstance);
        boolean known = parts.stream()
                .allMatch(part -> !(part instanceof Part.Variable(String name)) || RequestVariable.exists(name));
        require(variable && known, "text", text, "at most 1024 characters with variables, such as $host$remote_addr");
        return new VariableText(text, parts);
    }

    static boolean isOne(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static List<Part> parts(String text) {
        var parts = new ArrayList<Part>();
        int literal = 0;
        for (int at = text.indexOf('$'); at >= 0; at = text.indexOf('$', literal)) {
            if (at > literal) {
                parts.add(new Part.Literal(text.substring(literal, at)));
            }
            boolean braced = text.startsWith("{", at + 1);
            int from = at + (braced ? 2 : 1);
            int to = from;
            while (to < text.length() && RequestVariable.isWordCharacter(text.charAt(to))) {
                to++;
            }
            parts.add(new Part.Variable(text.substring(from, to)));
            literal = braced && text.startsWith("}", to) ? to + 1 : to;
        }
        if (literal < text.length()) {
            parts.add(new Part.Literal(text.substring(literal)));
        }
        return parts;
    }
}
