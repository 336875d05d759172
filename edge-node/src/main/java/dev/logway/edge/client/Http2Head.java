package dev.logway.edge.client;

import dev.logway.edge.http1.Token;
import dev.logway.routing.RequestHost;
import dev.logway.routing.RequestTarget;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the head of an HTTP/2 request that would read differently as HTTP/1.1 (RFC 9113, sections 8.2 and 8.3). Netty
 * refuses most of it before: pseudo-fields out of place, names in capitals, a length that the body does not have.
 */
final class Http2Head {
    private Http2Head() {}

    /** @throws RefusedException with the status to answer with */
    static AcceptedRequest accept(HttpServerRequest request, Http2Connection client, int maxFields) {
        refuseUnless(Token.is(request.method().name()), "the method is no token");
        if (request.method().equals(HttpMethod.CONNECT)) {
            throw new RefusedException(405, "CONNECT is not served");
        }
        if (request.headers().size() > maxFields) {
            throw new RefusedException(431, "too many header fields");
        }
        String minRevision = null;
        for (Map.Entry<String, String> field : request.headers()) {
            check(field.getKey(), field.getValue());
            if (RevisionFields.isMinRevision(field.getKey())) {
                minRevision = RevisionFields.joined(minRevision, field.getValue());
            }
        }
        String uri = request.uri();
        RequestTarget target = isPlain(uri) ? RequestTarget.parse(uri) : null;
        if (target == null || target.authority() != null) {
            throw new RefusedException(400, "malformed :path");
        }
        return new AcceptedRequest(
                request.method().name(),
                target,
                request.version(),
                request.headers(),
                host(request),
                minRevision,
                bodyBytes(request, client));
    }

    private static void check(String name, String value) {
        refuseUnless(
                !name.startsWith(":") && Token.is(name) && isLowerCase(name), "a field name is no token in lower case");
        refuseUnless(!isOfConnection(name), "a field of the connection");
        refuseUnless(!name.equals("te") || value.equalsIgnoreCase("trailers"), "TE other than trailers");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            refuseUnless(c != '\r' && c != '\n' && c != 0, "a field value holds CR, LF or NUL");
        }
    }

    private static boolean isOfConnection(String name) {
        return switch (name) {
            case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade" -> true;
            default -> false;
        };
    }

    private static boolean isLowerCase(String name) {
        return name.chars().noneMatch(c -> c >= 'A' && c <= 'Z');
    }

    /** Whether it can stand in a request line: no blanks and no control characters. */
    private static boolean isPlain(@Nullable String uri) {
        return uri != null && uri.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c > 0xff);
    }

    /** Vert.x has compared :authority and Host, and read the one that is there. */
    private static @Nullable String host(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        if (authority == null) {
            return null;
        }
        String host = authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port();
        refuseUnless(RequestHost.isAuthority(host), "malformed :authority");
        return host;
    }

    private static long bodyBytes(HttpServerRequest request, Http2Connection client) {
        List<String> lengths = request.headers().getAll(HttpHeaderNames.CONTENT_LENGTH);
        refuseUnless(lengths.size() <= 1, "more than one Content-Length");
        if (!client.isOpen((int) request.streamId())) {
            return 0;
        }
        return lengths.isEmpty() ? AcceptedRequest.UNKNOWN : length(lengths.getFirst());
    }

    private static long length(String text) {
        refuseUnless(
                !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9'),
                "malformed Content-Length");
        return Long.parseLong(text);
    }

    private static void refuseUnless(boolean holds, String reason) {
        if (!holds) {
            throw new RefusedException(400, reason);
        }
    }
}
