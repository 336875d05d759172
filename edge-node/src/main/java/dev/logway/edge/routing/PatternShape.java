package dev.logway.edge.routing;

import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.PathPattern.Part;

/**
 * A path pattern as one string without the names: its literals as they are, a NUL for a parameter, two at the end for a
 * rest. No literal holds a NUL, for paths with one are refused. Patterns of one shape take the same paths.
 */
final class PatternShape {
    private static final char PARAMETER = 0;
    private static final String REST = "\0\0";

    private PatternShape() {}

    /** The shape of {@code pattern}, whose literals are decoded. */
    static String of(PathPattern pattern) {
        var shape = new StringBuilder(pattern.text().length());
        for (Part part : pattern.parts()) {
            switch (part) {
                case Part.Literal(String text) -> shape.append(text);
                case Part.Parameter _ -> shape.append(PARAMETER);
            }
        }
        return (pattern.rest() == null ? shape : shape.append(REST)).toString();
    }

    /** How far {@code pattern} is literal: to the last slash before its first parameter or rest. */
    static String anchor(PathPattern pattern) {
        String literal = ((Part.Literal) pattern.parts().getFirst()).text();
        return literal.substring(0, literal.lastIndexOf('/') + 1);
    }

    /** Whether patterns of {@code shape} take {@code path}. */
    static boolean takes(String shape, String path) {
        int at = 0;
        for (int i = 0; i < shape.length(); i++) {
            char expected = shape.charAt(i);
            if (expected == PARAMETER && shape.startsWith(REST, i)) {
                return true;
            } else if (expected == PARAMETER) {
                int end = PatternTree.segmentEnd(path, at);
                if (end == at) {
                    return false;
                }
                at = end;
            } else if (at == path.length() || path.charAt(at++) != expected) {
                return false;
            }
        }
        return at == path.length();
    }
}
