package dev.logway.routing;

import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.UpstreamSpec;
import org.jspecify.annotations.Nullable;

/**
 * What the data plane keeps beside the table: made by the table as resources come, opaque to it, and given up when they
 * go. Called on the thread that applies deltas.
 *
 * @param <R> per route
 * @param <U> per upstream
 */
public interface DataPlane<R, U> {

    /**
     * What is kept for {@code route}.
     *
     * @param previous what was kept for the route of this id before, or null
     * @throws RuntimeException if the route cannot be served; it is set aside
     */
    R route(Route route, @Nullable R previous);

    /**
     * What is kept for an upstream that is new or was changed.
     *
     * @param owner the upstream, or the service or route that carries it inline
     * @param previous what was kept for the same owner before, or null
     * @throws RuntimeException if the upstream cannot be served; it is set aside
     */
    U upstream(ResourceKey owner, UpstreamSpec spec, @Nullable U previous);

    /** No table that is served needs {@code route} any more. */
    void retireRoute(R route);

    /**
     * No table that is served needs {@code upstream} any more.
     *
     * @param successor what is kept for the same owner now, or null
     */
    void retireUpstream(U upstream, @Nullable U successor);
}
