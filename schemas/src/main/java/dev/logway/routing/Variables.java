package dev.logway.routing;

import dev.logway.domain.expression.BodyPath;
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
            case FORM_FIELD -> request -> formField(request.body(), name);
            case BODY_PATH -> {
                BodyPath path = BodyPath.parse(name);
                yield request -> atPath(request.body(), path, name);
            }
        };
    }

    private static @Nullable String first(@Nullable String query, String name) {
        return query == null ? null : FormText.first(query, name);
    }

    private static @Nullable String cookie(@Nullable String cookies, String name) {
        return cookies == null ? null : CookieText.first(cookies, name);
    }

    private static @Nullable String formField(@Nullable RequestBody body, String name) {
        String form = body == null ? null : body.form();
        return form == null ? null : FormText.first(form, name);
    }

    /** A form has no paths: there the whole path is the name of a field. */
    private static @Nullable Object atPath(@Nullable RequestBody body, BodyPath path, String text) {
        if (body == null) {
            return null;
        }
        Object json = body.json();
        return json == null ? formField(body, text) : BodyValues.at(json, path);
    }

    private static @Nullable String absentIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
