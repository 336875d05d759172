package dev.logway.routing;

import dev.logway.domain.net.IpAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request without a connection. Headers are by name in lower case. */
record PlainRequest(
        String method,
        String host,
        String path,
        IpAddress remoteAddress,
        @Nullable String query,
        Map<String, String> headers,
        @Nullable RequestBody body)
        implements RouteRequest {
    private static final IpAddress LOCAL = IpAddress.parse("127.0.0.1");

    PlainRequest(String method, String host, String path) {
        this(method, host, path, LOCAL, null, Map.of(), null);
    }

    static PlainRequest get(String path) {
        return new PlainRequest("GET", "", path);
    }

    PlainRequest from(String address) {
        return new PlainRequest(method, host, path, IpAddress.parse(address), query, headers, body);
    }

    PlainRequest asking(@Nullable String newQuery) {
        return new PlainRequest(method, host, path, remoteAddress, newQuery, headers, body);
    }

    PlainRequest with(Map<String, String> newHeaders) {
        return new PlainRequest(method, host, path, remoteAddress, query, newHeaders, body);
    }

    PlainRequest carrying(RequestBody newBody) {
        return new PlainRequest(method, host, path, remoteAddress, query, headers, newBody);
    }

    @Override
    public int methodBit() {
        return Methods.bit(method);
    }

    @Override
    public @Nullable String header(String name) {
        return headers.get(name);
    }
}
