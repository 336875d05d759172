package dev.logway.edge.client;

import dev.logway.routing.RequestTarget;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * A request that two parties cannot read differently, whatever it came over.
 *
 * @param host the Host field, or {@code :authority}, as it was sent; null if there was none
 * @param minRevision the least revision of the configuration that may decide it, as it was sent; null for any
 * @param bodyBytes the length of the body; {@value #UNKNOWN} if only its end tells
 */
public record AcceptedRequest(
        String method,
        RequestTarget target,
        HttpVersion version,
        MultiMap fields,
        @Nullable String host,
        @Nullable String minRevision,
        long bodyBytes) {
    public static final long UNKNOWN = -1;

    /** Who reads what the edge answers itself. */
    public Audience audience() {
        return Audience.of(version, fields);
    }
}
