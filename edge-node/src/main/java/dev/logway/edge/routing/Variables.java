package dev.logway.edge.routing;

import dev.logway.domain.expression.Variable;
import org.jspecify.annotations.Nullable;

/** How the variables of expressions are read from a request. */
final class Variables {
    private Variables() {}

    /** Reads one variable; null if the request has none. What it gives is what {@link ValueTest} takes. */
    @FunctionalInterface
    interface Reader {
        @Nullable
        Object read(RouteRequest request);
    }

    /** @throws IllegalArgumentException if this edge does not read {@code variable} */
    static Reader reader(Variable variable) {
        String name = variable.name();
        return switch (variable.source()) {
            case ARGUMENT -> request -> first(request.query(), name);
            case HEADER -> {
                String field = name.replace('_', '-');
                yield request -> request.header(field);
            }
            case COOKIE -> request -> cookie(request.header("cookie"), name);
            case URI -> RouteRequest::path;
            case HOST -> request -> absentIfEmpty(request.host());
            case REMOTE_ADDRESS -> request -> request.remoteAddress().toString();
            case METHOD -> RouteRequest::method;
            case FORM_FIELD, BODY_PATH ->
                throw new IllegalArgumentException("vars: " + variable + " is in the body, which is not routed by");
        };
    }

    private static @Nullable String first(@Nullable String query, String name) {
        return query == null ? null : FormText.first(query, name);
    }

    private static @Nullable String cookie(@Nullable String cookies, String name) {
        return cookies == null ? null : CookieText.first(cookies, name);
    }

    private static @Nullable String absentIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
