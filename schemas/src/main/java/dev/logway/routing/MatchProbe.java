package dev.logway.edge.status;

import dev.logway.domain.net.IpAddress;
import dev.logway.edge.body.BufferedBody;
import dev.logway.edge.routing.Methods;
import dev.logway.edge.routing.RequestBody;
import dev.logway.edge.routing.RequestHost;
import dev.logway.edge.routing.RequestTarget;
import dev.logway.edge.routing.RouteRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that is only asked about.
 *
 * @param host as routing compares it
 * @param headers by name in lower case, each with its lines joined
 * @param body null if there is none that routing can look into
 */
record MatchProbe(
        String method,
        String host,
        RequestTarget target,
        IpAddress remoteAddress,
        SortedMap<String, String> headers,
        @Nullable RequestBody body)
        implements RouteRequest {
    private static final List<String> PARAMETERS = List.of("method", "host", "path", "header", "remote_addr", "body");

    /**
     * The request that {@code parameters} describe: {@code path} with its query as in a request line, and if need be
     * {@code method}, {@code host}, {@code remote_addr}, {@code body} and any number of {@code header}s such as {@code x-a: b}.
     *
     * @throws IllegalArgumentException if they describe none
     */
    static MatchProbe of(MultiMap parameters) {
        for (String name : parameters.names()) {
            require(
                    PARAMETERS.contains(name),
                    name + ": unknown parameter (known: " + String.join(", ", PARAMETERS) + ")");
            require(
                    name.equals("header") || parameters.getAll(name).size() == 1,
                    name + ": " + parameters.getAll(name).size() + " times (expected: once)");
        }
        String path = parameters.get("path");
        require(path != null, "path: missing (expected: a path such as /orders/7?page=2, percent-encoded)");
        RequestTarget target = path == null ? null : RequestTarget.parse(path);
        if (target == null) {
            throw new IllegalArgumentException("path: " + path + " (expected: a path as it stands in a request line)");
        }
        var headers = headers(parameters.getAll("header"));
        String given = target.authority() == null ? parameters.get("host") : target.authority();
        String authority = given == null ? headers.getOrDefault("host", "") : given;
        require(
                RequestHost.isAuthority(authority),
                "host: " + authority + " (expected: a host, with a port if needed)");
        headers.put("host", authority);
        String method = Objects.requireNonNullElse(parameters.get("method"), "GET");
        String address = Objects.requireNonNullElse(parameters.get("remote_addr"), "127.0.0.1");
        return new MatchProbe(
                method,
                RequestHost.of(authority),
                target,
                IpAddress.parse(address),
                headers,
                body(parameters.get("body"), headers.get("content-type")));
    }

    private static @Nullable RequestBody body(@Nullable String text, @Nullable String contentType) {
        return text == null || !BufferedBody.isReadable(contentType)
                ? null
                : new BufferedBody(Buffer.buffer(text), contentType);
    }

    @Override
    public String path() {
        return target.path();
    }

    @Override
    public int methodBit() {
        return Methods.bit(method);
    }

    @Override
    public @Nullable String query() {
        return target.query();
    }

    @Override
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    private static SortedMap<String, String> headers(List<String> lines) {
        var headers = new TreeMap<String, String>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            require(colon > 0, "header: " + line + " (expected: name: value)");
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String separator = name.equals("cookie") ? "; " : ", ";
            headers.merge(name, line.substring(colon + 1).strip(), (one, other) -> one + separator + other);
        }
        return headers;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
