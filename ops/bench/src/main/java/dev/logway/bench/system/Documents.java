package dev.logway.bench.system;

import dev.logway.bench.table.SampleRoute;
import java.util.List;
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
        return upstream(List.of(port));
    }

    /** An upstream with a node on each of these ports of this machine. */
    public static String upstream(List<Integer> ports) {
        return "{\"nodes\": ["
                + ports.stream().map(port -> """
                                {"host": "127.0.0.1", "port": %d, "weight": 1}""".formatted(port)).collect(Collectors.joining(", "))
                + "]}";
    }

    /** A route from {@code uri} to an upstream. */
    public static String route(String uri, String upstream) {
        return """
                {"uri": "%s", "upstream_id": "%s"}""".formatted(uri, upstream);
    }

    /** A route with all that a sample says of it. */
    public static String route(SampleRoute route, String upstream) {
        String host = route.host().isEmpty() ? "" : "\"host\": \"" + route.host() + "\", ";
        String methods = route.method().isEmpty() ? "" : "\"methods\": [\"" + route.method() + "\"], ";
        return """
                {"uri": "%s", %s%s"upstream_id": "%s"}""".formatted(route.uri(), host, methods, upstream);
    }

    /** A changeset that puts {@code routes}. */
    public static String putRoutes(List<SampleRoute> routes, String upstream) {
        return changeset(routes.stream()
                .map(route -> """
                        {"op": "put", "kind": "routes", "id": "%s", "value": %s}""".formatted(route.id(), route(route, upstream)))
                .collect(Collectors.joining(",")));
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
