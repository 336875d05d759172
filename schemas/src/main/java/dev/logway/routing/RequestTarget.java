package dev.logway.routing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * What a request line asks for (RFC 9112, section 3.2), in origin form.
 *
 * @param uri path and query as sent, for the upstream; the asterisk form stays {@code *}
 * @param path in normal form, for routing
 * @param authority of an absolute form, else null
 */
public record RequestTarget(
        String uri, String path, @Nullable String authority) {

    /**
     * Reads the target of a request line. The characters of {@code sent} are its bytes, as in ISO 8859-1; bytes beyond
     * ASCII are taken as UTF-8.
     *
     * @return null if the target is malformed, or neither of origin, absolute and asterisk form
     */
    public static @Nullable RequestTarget parse(String sent) {
        boolean plain = true;
        int query = -1;
        char previous = 0;
        for (int i = 0; i < sent.length(); i++) {
            char c = sent.charAt(i);
            if (c <= ' ' || c == 0x7f || c == '#') {
                return null;
            }
            if (c >= 0x80) {
                return beyondAscii(sent);
            }
            if (query < 0) {
                if (c == '?') {
                    query = i;
                } else if (c == '%' || (c == '.' && previous == '/')) {
                    plain = false;
                }
            }
            previous = c;
        }
        return parts(sent, query < 0 ? sent.length() : query, plain);
    }

    /** The path as sent. */
    public String rawPath() {
        int mark = uri.indexOf('?');
        return mark < 0 ? uri : uri.substring(0, mark);
    }

    /** What stands behind the first {@code ?}, as sent; null if there is none. */
    public @Nullable String query() {
        int mark = uri.indexOf('?');
        return mark < 0 ? null : uri.substring(mark + 1);
    }

    private static @Nullable RequestTarget parts(String uri, int pathEnd, boolean plain) {
        if (uri.startsWith("/")) {
            String raw = pathEnd == uri.length() ? uri : uri.substring(0, pathEnd);
            String path = plain ? raw : PathNormalizer.normalized(raw);
            return path == null ? null : new RequestTarget(uri, path, null);
        }
        return uri.equals("*") ? new RequestTarget(uri, uri, null) : absolute(uri);
    }

    private static @Nullable RequestTarget absolute(String uri) {
        int scheme = uri.indexOf("://");
        if (scheme < 0 || !isHttp(uri.substring(0, scheme))) {
            return null;
        }
        int from = scheme + 3;
        int end = from;
        while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
            end++;
        }
        String rest = uri.substring(end);
        RequestTarget origin = parse(rest.startsWith("/") ? rest : "/" + rest);
        return origin == null || end == from
                ? null
                : new RequestTarget(origin.uri, origin.path, uri.substring(from, end));
    }

    private static boolean isHttp(String scheme) {
        return scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    }

    /** Decodes the bytes beyond ASCII, so that they are compared as characters and written again as they came. */
    private static @Nullable RequestTarget beyondAscii(String sent) {
        String text;
        try {
            text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(sent.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '#')) {
            return null;
        }
        int query = text.indexOf('?');
        return parts(text, query < 0 ? text.length() : query, false);
    }
}
