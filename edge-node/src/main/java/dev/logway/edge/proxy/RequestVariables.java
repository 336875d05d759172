package dev.logway.edge.proxy;

import dev.logway.edge.routing.RequestTarget;
import dev.logway.edge.routing.RouteRequest;
import dev.logway.edge.upstream.HashSource;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a request under nginx's names. Values are as they were sent, not decoded; the first wins where a name is there
 * more than once.
 */
final class RequestVariables implements HashSource {
    private static final String ARG = "arg_";
    private static final String HTTP = "http_";
    private static final String COOKIE = "cookie_";

    private final HttpServerRequest request;
    private final RequestTarget target;
    private final ClientConnection client;
    private final RouteRequest routed;

    RequestVariables(HttpServerRequest request, RequestTarget target, ClientConnection client, RouteRequest routed) {
        this.request = request;
        this.target = target;
        this.client = client;
        this.routed = routed;
    }

    @Override
    public @Nullable String variable(String name) {
        return switch (name) {
            case "uri" -> target.path();
            case "request_uri" -> target.uri();
            case "query_string" -> query();
            case "request_method" -> request.method().name();
            case "host" -> routed.host();
            case "remote_addr" -> client.address();
            case "remote_port" -> Integer.toString(request.remoteAddress().port());
            default -> ofFamily(name);
        };
    }

    @Override
    public @Nullable String header(String name) {
        return request.headers().get(name);
    }

    @Override
    public @Nullable String cookie(String name) {
        String cookies = request.headers().get(HttpHeaderNames.COOKIE);
        return cookies == null ? null : pair(cookies, name, ';');
    }

    private @Nullable String ofFamily(String name) {
        if (name.startsWith(ARG)) {
            return pair(query(), name.substring(ARG.length()), '&');
        }
        if (name.startsWith(HTTP)) {
            return header(name.substring(HTTP.length()).replace('_', '-'));
        }
        return name.startsWith(COOKIE) ? cookie(name.substring(COOKIE.length())) : null;
    }

    private String query() {
        String query = routed.query();
        return query == null ? "" : query;
    }

    /** The value of {@code name} among pairs of name and value. */
    private static @Nullable String pair(String pairs, String name, char separator) {
        for (int from = 0; from <= pairs.length(); ) {
            int end = pairs.indexOf(separator, from);
            int to = end < 0 ? pairs.length() : end;
            while (from < to && pairs.charAt(from) == ' ') {
                from++;
            }
            int value = from + name.length() + 1;
            if (value <= to && pairs.charAt(value - 1) == '=' && pairs.startsWith(name, from)) {
                return pairs.substring(value, to);
            }
            from = to + 1;
        }
        return null;
    }
}
