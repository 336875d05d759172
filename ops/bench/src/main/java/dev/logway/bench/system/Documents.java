package dev.logway.bench.system;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON documents for the admin API. */
public final class Documents {
    /** The most changes that one changeset of a benchmark holds. */
    public static final int CHANGESET = 10_000;

    private Documents() {}

    /** An upstream with one node on this machine. */
    public static String upstream(int port) {
        return """
                {"nodes": [{"host": "127.0.0.1", "port": %d, "weight": 1}]}""".formatted(port);
    }

    /** A route from {@code uri} to an upstream. */
    public static String route(String uri, String upstream) {
        return """
                {"uri": "%s", "upstream_id": "%s"}""".formatted(uri, upstream);
    }

    /** A changeset of {@code count} routes. */
    public static String putRoutes(
            int first, int count, IntFunction<String> id, IntFunction<String> uri, String upstream) {
        return changeset(IntStream.range(first, first + count)
                .mapToObj(i -> """
                        {"op": "put", "kind": "routes", "id": "%s", "value": %s}""".formatted(id.apply(i), route(uri.apply(i), upstream)))
                .collect(Collectors.joining(",")));
    }

    /** A changeset that deletes {@code count} routes. */
    public static String deleteRoutes(int first, int count, IntFunction<String> id) {
        return changeset(IntStream.range(first, first + count)
                .mapToObj(i -> """
                        {"op": "delete", "kind": "routes", "id": "%s"}""".formatted(id.apply(i)))
                .collect(Collectors.joining(",")));
    }

    private static String changeset(String changes) {
        return "{\"reason\": \"benchmark\", \"changes\": [" + changes + "]}";
    }
}
