package dev.logway.edge.proxy;

import dev.logway.routing.CookieText;
import dev.logway.routing.FormText;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a request under nginx's names, read as routing reads them: the first wins where a name is there more than
 * once, and arguments are decoded.
 */
final class RequestVariables {
    private static final String ARG = "arg_";
    private static final String HTTP = "http_";
    private static final String COOKIE = "cookie_";

    private RequestVariables() {}

    /** The variable {@code name}; null if the request has none of this name. */
    static @Nullable String read(ClientRequest request, String name) {
        return switch (name) {
            case "uri" -> request.path();
            case "request_uri" -> request.target().uri();
            case "query_string" -> query(request);
            case "request_method" -> request.method();
            case "host" -> request.host();
            case "remote_addr" -> request.address();
            case "remote_port" -> request.client().remotePort();
            default -> ofFamily(request, name);
        };
    }

    /** The first cookie {@code name}; null if there is none. */
    static @Nullable String cookie(ClientRequest request, String name) {
        String cookies = request.header("cookie");
        return cookies == null ? null : CookieText.first(cookies, name);
    }

    private static @Nullable String ofFamily(ClientRequest request, String name) {
        if (name.startsWith(ARG)) {
            return FormText.first(query(request), name.substring(ARG.length()));
        }
        if (name.startsWith(HTTP)) {
            return request.header(name.substring(HTTP.length()).replace('_', '-'));
        }
        return name.startsWith(COOKIE) ? cookie(request, name.substring(COOKIE.length())) : null;
    }

    private static String query(ClientRequest request) {
        String query = request.query();
        return query == null ? "" : query;
    }
}
