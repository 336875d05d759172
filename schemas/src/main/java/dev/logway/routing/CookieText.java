package dev.logway.routing;

import org.jspecify.annotations.Nullable;

/** Cookies as a client sends them (RFC 6265, section 4.2.1): {@code a=1; b=2}. A value is taken as it is, quotes apart. */
public final class CookieText {
    private CookieText() {}

    /** The first cookie {@code name}, whose case counts, in {@code text}; null if it is not there. */
    public static @Nullable String first(String text, String name) {
        for (int from = 0; from < text.length(); ) {
            int semicolon = text.indexOf(';', from);
            int end = semicolon < 0 ? text.length() : semicolon;
            int start = from;
            while (start < end && isBlank(text.charAt(start))) {
                start++;
            }
            int equals = start + name.length();
            if (equals < end && text.charAt(equals) == '=' && text.startsWith(name, start)) {
                return value(text, equals + 1, end);
            }
            from = end + 1;
        }
        return null;
    }

    private static String value(String text, int from, int end) {
        int stop = end;
        while (stop > from && isBlank(text.charAt(stop - 1))) {
            stop--;
        }
        boolean quoted = stop - from >= 2 && text.charAt(from) == '"' && text.charAt(stop - 1) == '"';
        return quoted ? text.substring(from + 1, stop - 1) : text.substring(from, stop);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
