package dev.logway.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Paths as routing compares them (RFC 3986, section 6.2.2): percent-decoded once, as UTF-8; {@code .} and {@code ..}
 * segments removed; an encoded slash kept as {@code %2F}, so that it never separates segments. Empty segments stay.
 * The escape of a percent sign is kept too where decoding it would give {@code %2F}.
 */
final class PathNormalizer {
    private PathNormalizer() {}

    /** {@code path}, which starts with a slash, in normal form; null if an escape is malformed or stands for NUL. */
    static @Nullable String normalized(String path) {
        String decoded = decoded(path);
        return decoded == null ? null : withoutDotSegments(decoded);
    }

    /** {@code text} percent-decoded once; null if an escape is malformed or stands for NUL. */
    static @Nullable String decoded(String text) {
        int escape = text.indexOf('%');
        if (escape < 0) {
            return text;
        }
        var result = new StringBuilder(text.length());
        int from = 0;
        var bytes = new ByteArrayOutputStream();
        while (escape >= 0) {
            result.append(text, from, escape);
            int at = escape;
            bytes.reset();
            while (at < text.length() && text.charAt(at) == '%') {
                int octet = octet(text, at + 1);
                if (octet <= 0) {
                    return null;
                }
                if (octet == '/' || (octet == '%' && text.regionMatches(true, at + 3, "2F", 0, 2))) {
                    bytes.writeBytes(
                            text.substring(at, at + 3).toUpperCase(Locale.ROOT).getBytes(UTF_8));
                } else {
                    bytes.write(octet);
                }
                at += 3;
            }
            result.append(bytes.toString(UTF_8));
            from = at;
            escape = text.indexOf('%', from);
        }
        return result.append(text, from, text.length()).toString();
    }

    /** RFC 3986, section 5.2.4, for a path that starts with a slash. */
    static String withoutDotSegments(String path) {
        if (!path.contains("/.")) {
            return path;
        }
        var kept = new ArrayList<String>();
        String last = "";
        for (int from = 1; from <= path.length(); ) {
            int end = PatternTree.segmentEnd(path, from);
            last = path.substring(from, end);
            if (last.equals("..")) {
                if (!kept.isEmpty()) {
                    kept.removeLast();
                }
            } else if (!last.equals(".")) {
                kept.add(last);
            }
            from = end + 1;
        }
        boolean endsInDots = last.equals(".") || last.equals("..");
        return "/" + String.join("/", kept) + (endsInDots && !kept.isEmpty() ? "/" : "");
    }

    /** The octet whose two hexadecimal digits stand at {@code at}; -1 if they do not. */
    private static int octet(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = hexDigit(text.charAt(at));
        int low = hexDigit(text.charAt(at + 1));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
