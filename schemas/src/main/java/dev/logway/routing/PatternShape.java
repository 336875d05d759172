package dev.logway.routing;

import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.PathPattern.Part;

/**
 * A path pattern as characters without the names: its literals as they are, a NUL for a parameter, two at the end for a
 * rest. No literal holds a NUL, for paths with one are refused. Patterns of one shape take the same paths.
 */
final class PatternShape {
    private static final char PARAMETER = 0;

    private PatternShape() {}

    /** The shape of {@code pattern}, whose literals are decoded. */
    static char[] of(PathPattern pattern) {
        var shape = new StringBuilder(pattern.text().length());
        for (Part part : pattern.parts()) {
            switch (part) {
                case Part.Literal(String text) -> shape.append(text);
                case Part.Parameter _ -> shape.append(PARAMETER);
            }
        }
        if (pattern.rest() != null) {
            shape.append(PARAMETER).append(PARAMETER);
        }
        return shape.toString().toCharArray();
    }

    /** How far {@code pattern} is literal: to the last slash before its first parameter or rest. */
    static String anchor(PathPattern pattern) {
        String literal = ((Part.Literal) pattern.parts().getFirst()).text();
        return literal.substring(0, literal.lastIndexOf('/') + 1);
    }

    /** Whether patterns of {@code shape} take {@code path}. */
    static boolean takes(char[] shape, String path) {
        int at = 0;
        for (int i = 0; i < shape.length; i++) {
            char expected = shape[i];
            if (expected != PARAMETER) {
                if (at == path.length() || path.charAt(at++) != expected) {
                    return false;
                }
            } else if (i + 1 < shape.length && shape[i + 1] == PARAMETER) {
                return true;
            } else {
                int end = PatternTree.segmentEnd(path, at);
                if (end == at) {
                    return false;
                }
                at = end;
            }
        }
        return at == path.length();
    }
}
