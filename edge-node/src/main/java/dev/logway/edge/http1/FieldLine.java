package dev.logway.edge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/** One line of a header section (RFC 9112, section 5). */
final class FieldLine {
    private static final int DELETE = 0x7f;

    private FieldLine() {}

    /** What becomes of blanks between a name and its colon (RFC 9112, section 5.1). */
    enum Gap {
        /** A request with them is refused, for others might read another name. */
        REFUSED,
        /** They are taken out of an answer. */
        REMOVED
    }

    /**
     * Reads the line from {@code from} to {@code to}, its line end apart, into {@code fields}.
     *
     * @throws MalformedException if it is no field: a name that is no token, a value with a control character
     */
    static void read(byte[] bytes, int from, int to, Gap gap, Fields fields) throws MalformedException {
        int end = Token.end(bytes, from, to);
        int colon = end;
        while (gap == Gap.REMOVED && colon < to && isBlank(bytes[colon])) {
            colon++;
        }
        if (end == from || colon == to || bytes[colon] != ':') {
            throw new MalformedException("a header name is no token");
        }
        fields.append(new String(bytes, from, end - from, ISO_8859_1), value(bytes, colon + 1, to));
    }

    /** The value from {@code from} to {@code to} without the blanks around it. */
    static String value(byte[] bytes, int from, int to) throws MalformedException {
        int start = from;
        int end = to;
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        for (int i = start; i < end; i++) {
            if (isControl(bytes[i])) {
                throw new MalformedException("a header value holds a control character");
            }
        }
        return new String(bytes, start, end - start, ISO_8859_1);
    }

    static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    /** @throws IllegalArgumentException if it is no token */
    static String requireName(String name) {
        if (!Token.is(name)) {
            throw new IllegalArgumentException("name: " + name + " (expected: a token)");
        }
        return name;
    }

    /** @throws IllegalArgumentException if it holds a control character */
    static String requireValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (isControl((byte) value.charAt(i))) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "value: control character %d (expected: none)", (int) value.charAt(i)));
            }
        }
        return value;
    }

    static boolean isControl(byte c) {
        return (c >= 0 && c < ' ' && c != '\t') || c == DELETE;
    }
}
