package dev.logway.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.net.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
public record MatchProbe(
        String method,
        String host,
        RequestTarget target,
        IpAddress remoteAddress,
        SortedMap<String, String> headers,
        @Nullable RequestBody body)
        implements RouteRequest {
    /** What a request is described by: one value each, but any number of headers. */
    public static final List<String> PARAMETERS = List.of("method", "host", "path", "header", "remote_addr", "body");

    /**
     * The request that {@code parameters} describe: {@code path} with its query as in a request line, and if need be
     * {@code method}, {@code host}, {@code remote_addr}, {@code body} and any number of {@code header}s such as {@code x-a: b}.
     *
     * @param parameters the values of each, at least one
     * @throws IllegalArgumentException if they describe none
     */
    public static MatchProbe of(Map<String, List<String>> parameters) {
        parameters.forEach((name, values) -> {
            require(
                    PARAMETERS.contains(name),
                    name + ": unknown parameter (known: " + String.join(", ", PARAMETERS) + ")");
            require(
                    name.equals("header") || values.size() == 1,
                    name + ": " + values.size() + " times (expected: once)");
        });
        String path = only(parameters, "path");
        require(path != null, "path: missing (expected: a path such as /orders/7?page=2, percent-encoded)");
        RequestTarget target = path == null ? null : RequestTarget.parse(path);
        if (target == null) {
            throw new IllegalArgumentException("path: " + path + " (expected: a path as it stands in a request line)");
        }
        var headers = headers(parameters.getOrDefault("header", List.of()));
        String given = target.authority() == null ? only(parameters, "host") : target.authority();
        String authority = given == null ? headers.getOrDefault("host", "") : given;
        require(
                RequestHost.isAuthority(authority),
                "host: " + authority + " (expected: a host, with a port if needed)");
        headers.put("host", authority);
        String method = Objects.requireNonNullElse(only(parameters, "method"), "GET");
        String address = Objects.requireNonNullElse(only(parameters, "remote_addr"), "127.0.0.1");
        return new MatchProbe(
                method,
                RequestHost.of(authority),
                target,
                IpAddress.parse(address),
                headers,
                body(only(parameters, "body"), headers.get("content-type")));
    }

    private static @Nullable String only(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.getFirst();
    }

    private static @Nullable RequestBody body(@Nullable String text, @Nullable String contentType) {
        return text == null || !BufferedBody.isReadable(contentType)
                ? null
                : new BufferedBody(text.getBytes(UTF_8), contentType);
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
