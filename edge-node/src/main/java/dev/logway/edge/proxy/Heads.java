package dev.logway.edge.proxy;

import dev.logway.edge.client.ClientConnection;
import dev.logway.edge.client.RevisionFields;
import dev.logway.edge.http1.Fields;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies the header fields that go further, and adds what the edge itself knows of the client. */
final class Heads {
    private static final AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
    private static final AsciiString FORWARDED_PROTO = AsciiString.cached("X-Forwarded-Proto");
    private static final AsciiString FORWARDED_HOST = AsciiString.cached("X-Forwarded-Host");
    private static final AsciiString FORWARDED_PORT = AsciiString.cached("X-Forwarded-Port");
    private static final AsciiString REAL_IP = AsciiString.cached("X-Real-IP");
    private static final AsciiString FORWARDED = AsciiString.cached("Forwarded");
    private static final String HOST = "host";
    private static final List<AsciiString> SAID_BY_PROXIES = List.of(FORWARDED_PROTO, FORWARDED_HOST, FORWARDED_PORT);
    private static final AsciiString TRAILERS = AsciiString.cached("trailers");

    private Heads() {}

    /**
     * The head of a request for the upstream. What a client says of itself in X-Forwarded-*, X-Real-IP and Forwarded is
     * dropped; what a trusted proxy says of it is kept, with the proxy added.
     *
     * @param host the Host the upstream sees
     */
    static void request(ClientRequest asked, MultiMap to, String host) {
        MultiMap from = asked.headers();
        ClientConnection client = asked.client();
        Set<String> options = HopByHop.options(from);
        copy(to, HOST, host);
        from.forEach((name, value) -> {
            if (goesFurther(name, options) && !isOwn(name)) {
                copy(to, name, value);
            }
        });
        copy(to, FORWARDED_FOR.toString(), client.address());
        copy(to, FORWARDED_PROTO.toString(), client.isSecure() ? "https" : "http");
        if (asked.sentHost() != null) {
            copy(to, FORWARDED_HOST.toString(), asked.sentHost());
        }
        copy(to, FORWARDED_PORT.toString(), client.port());
        copy(to, REAL_IP.toString(), asked.address());
        if (asked.isOfTrustedProxy()) {
            keep(from, to, client.address());
        }
        if (asked.upgrades()) {
            WebSocketUpgrade.put(to);
        } else if (from.contains(HttpHeaderNames.TE, TRAILERS, true)) {
            to.add(HttpHeaderNames.TE, TRAILERS);
            to.add(HttpHeaderNames.CONNECTION, HttpHeaderNames.TE);
        }
    }

    /** What the trusted proxy {@code peer} said, with itself added to the ways that requests are described to have gone. */
    private static void keep(MultiMap from, MultiMap to, String peer) {
        for (AsciiString name : SAID_BY_PROXIES) {
            String said = joined(from, name.toString());
            if (said != null && !said.isBlank()) {
                to.set(name, said);
            }
        }
        String way = joined(from, FORWARDED_FOR.toString());
        if (way != null && !way.isBlank()) {
            to.set(FORWARDED_FOR, way + ", " + peer);
        }
        String described = joined(from, FORWARDED.toString());
        if (described != null && !described.isBlank()) {
            to.set(FORWARDED, described + ", for=" + (peer.contains(":") ? "\"[" + peer + "]\"" : peer));
        }
    }

    /** The head of an answer for the client, without what frames its body. */
    static void response(MultiMap from, MultiMap to) {
        Set<String> options = HopByHop.options(from);
        from.forEach((name, value) -> {
            if (goesFurther(name, options) && !isContentLength(name)) {
                copy(to, name, value);
            }
        });
    }

    /** Adds a field that was read, or made here, and so is known to be well-formed. */
    static void copy(MultiMap to, String name, String value) {
        if (to instanceof Fields fields) {
            fields.append(name, value);
        } else {
            to.add(name, value);
        }
    }

    /**
     * The field {@code name} as one text: its lines joined by commas (RFC 9110, section 5.3), cookies by semicolons (RFC
     * 9113, section 8.2.3); null if there is none.
     */
    static @Nullable String joined(MultiMap headers, String name) {
        List<String> lines = headers.getAll(name);
        return switch (lines.size()) {
            case 0 -> null;
            case 1 -> lines.getFirst();
            default -> String.join(HttpHeaderNames.COOKIE.contentEqualsIgnoreCase(name) ? "; " : ", ", lines);
        };
    }

    private static boolean goesFurther(String name, Set<String> options) {
        return !HopByHop.isNamed(name) && (options.isEmpty() || !options.contains(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether the edge sets this field itself, or it is for the edge alone. */
    private static boolean isOwn(String name) {
        return switch (name.length()) {
            case 4 -> HttpHeaderNames.HOST.contentEqualsIgnoreCase(name);
            case 9 -> REAL_IP.contentEqualsIgnoreCase(name) || FORWARDED.contentEqualsIgnoreCase(name);
            case 14 -> isContentLength(name);
            case 15 -> FORWARDED_FOR.contentEqualsIgnoreCase(name);
            case 16 -> FORWARDED_HOST.contentEqualsIgnoreCase(name) || FORWARDED_PORT.contentEqualsIgnoreCase(name);
            case 17 -> FORWARDED_PROTO.contentEqualsIgnoreCase(name);
            case 19 -> RevisionFields.isMinRevision(name);
            default -> false;
        };
    }

    private static boolean isContentLength(String name) {
        return HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name);
    }
}
