package dev.logway.bench.match;

import dev.logway.domain.net.IpAddress;
import dev.logway.routing.Methods;
import dev.logway.routing.RequestBody;
import dev.logway.routing.RouteRequest;
import org.jspecify.annotations.Nullable;

/** A GET without a connection. */
record SampleRequest(String path, String host) implements RouteRequest {
    private static final String METHOD = "GET";
    private static final int METHOD_BIT = Methods.bit(METHOD);
    private static final IpAddress CLIENT = IpAddress.parse("127.0.0.1");

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public int methodBit() {
        return METHOD_BIT;
    }

    @Override
    public IpAddress remoteAddress() {
        return CLIENT;
    }

    @Override
    public @Nullable String query() {
        return null;
    }

    @Override
    public @Nullable String header(String name) {
        return null;
    }

    @Override
    public @Nullable RequestBody body() {
        return null;
    }
}
