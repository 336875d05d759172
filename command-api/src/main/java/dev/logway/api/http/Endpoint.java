package dev.logway.api.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One operation of the API.
 *
 * @param template the path, with parameters as {@code :name}
 * @param parameters the query parameters it knows
 */
record Endpoint(
        HttpMethod method, String template, Access access, Body body, SortedSet<String> parameters, Handler handler) {

    /** Who may call. */
    enum Access {
        /** Whoever shows a key. */
        KEY,
        /** Everyone. */
        OPEN
    }

    /** What a request's body is. */
    enum Body {
        NONE,
        JSON,
        MERGE_PATCH
    }

    /** Answers a call. What it throws, or fails with, is answered as a problem. */
    @FunctionalInterface
    interface Handler {
        Future<Answer> handle(Call call);
    }

    static Endpoint get(String template, Handler handler) {
        return new Endpoint(HttpMethod.GET, template, Access.KEY, Body.NONE, new TreeSet<>(), handler);
    }

    static Endpoint put(String template, Handler handler) {
        return new Endpoint(HttpMethod.PUT, template, Access.KEY, Body.JSON, new TreeSet<>(), handler);
    }

    static Endpoint post(String template, Handler handler) {
        return new Endpoint(HttpMethod.POST, template, Access.KEY, Body.JSON, new TreeSet<>(), handler);
    }

    /** A POST without a body: the path says it all. */
    static Endpoint act(String template, Handler handler) {
        return new Endpoint(HttpMethod.POST, template, Access.KEY, Body.NONE, new TreeSet<>(), handler);
    }

    static Endpoint patch(String template, Handler handler) {
        return new Endpoint(HttpMethod.PATCH, template, Access.KEY, Body.MERGE_PATCH, new TreeSet<>(), handler);
    }

    static Endpoint delete(String template, Handler handler) {
        return new Endpoint(HttpMethod.DELETE, template, Access.KEY, Body.NONE, new TreeSet<>(), handler);
    }

    /** This endpoint for everyone. */
    Endpoint open() {
        return new Endpoint(method, template, Access.OPEN, body, parameters, handler);
    }

    /** This endpoint with more parameters. */
    Endpoint with(String... more) {
        var all = new TreeSet<>(parameters);
        all.addAll(List.of(more));
        return new Endpoint(method, template, access, body, all, handler);
    }
}
