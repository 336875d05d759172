package dev.logway.edge.routing;

/** What routing looks at in a request. Asked for only where a candidate depends on it. */
public interface RouteRequest {

    /** The normalised path: percent-decoded once with {@code %2F} kept, without dot segments. */
    String path();

    /** The host in lower case without port; empty if the request names none. */
    String host();

    /** The method as {@link Methods#bit} gives it. */
    int methodBit();
}
