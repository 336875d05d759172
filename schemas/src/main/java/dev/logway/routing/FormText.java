package dev.logway.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Names and values as a query or a form carries them: {@code a=1&b=2}, with {@code +} for a blank and percent-escapes of
 * UTF-8 (WHATWG URL, section 5.1). An escape that is malformed stands for itself. A lookup reads along and makes nothing
 * but the value it finds.
 */
public final class FormText {
    private FormText() {}

    /** The first value of {@code name} in {@code text}; empty for a name without {@code =}; null if it is not there. */
    public static @Nullable String first(String text, String name) {
        for (int from = 0; from <= text.length(); ) {
            int end = indexOf(text, '&', from, text.length());
            int equals = indexOf(text, '=', from, end);
            if (end > from && isName(text, from, equals, name)) {
                return equals == end ? "" : decoded(text, equals + 1, end);
            }
            from = end + 1;
        }
        return null;
    }

    private static boolean isName(String text, int from, int end, String name) {
        if (end - from == name.length() && text.startsWith(name, from)) {
            return name.indexOf('%') < 0 && name.indexOf('+') < 0;
        }
        for (int i = from; i < end; i++) {
            if (text.charAt(i) == '%' || text.charAt(i) == '+') {
                return decoded(text, from, end).equals(name);
            }
        }
        return false;
    }

    /** The characters from {@code from} to {@code end}, decoded. */
    static String decoded(String text, int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) != '%' && text.charAt(at) != '+') {
            at++;
        }
        if (at == end) {
            return text.substring(from, end);
        }
        byte[] bytes = text.substring(from, end).getBytes(UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int octet = bytes[i] == '%' ? octet(bytes, i + 1) : -1;
            if (octet >= 0) {
                bytes[length++] = (byte) octet;
                i += 2;
            } else {
                bytes[length++] = bytes[i] == '+' ? (byte) ' ' : bytes[i];
            }
        }
        return new String(bytes, 0, length, UTF_8);
    }

    private static int octet(byte[] bytes, int at) {
        if (at + 2 > bytes.length) {
            return -1;
        }
        int high = Character.digit(bytes[at], 16);
        int low = Character.digit(bytes[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int indexOf(String text, char c, int from, int end) {
        int at = text.indexOf(c, from, end);
        return at < 0 ? end : at;
    }
}
