package dev.logway.routing;

import dev.logway.domain.net.IpAddress;
import org.jspecify.annotations.Nullable;

/** What routing looks at in a request. Asked for only where a candidate depends on it. */
public interface RouteRequest {

    /** The normalised path: percent-decoded once with {@code %2F} kept, without dot segments. */
    String path();

    /** The host in lower case without port; empty if the request names none. */
    String host();

    /** The method as it was sent. */
    String method();

    /** The method as {@link Methods#bit} gives it. */
    int methodBit();

    /** Where the client connected from. */
    IpAddress remoteAddress();

    /** The query as it was sent, without {@code ?}; null if there is none. */
    @Nullable
    String query();

    /**
     * The header field {@code name}, its lines joined as RFC 9110, section 5.3, says; null if there is none.
     *
     * @param name in lower case
     */
    @Nullable
    String header(String name);

    /** The body; null if there is none that routing can look into, or if it was not read yet. */
    @Nullable
    RequestBody body();
}
