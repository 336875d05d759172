package dev.logway.edge.serving;

import dev.logway.domain.image.EffectiveImage;
import dev.logway.routing.RoutingTable;

/**
 * Watches how a change does that some instances of the group try. Called on the publishing thread, one after the other.
 *
 * @param <R> what the data plane keeps per route
 */
public interface Trial<R> {
    /** {@code table} is about to be served, of {@code now}. */
    void follow(EffectiveImage now, RoutingTable<R, ?> table);

    /** What was followed last is served. */
    void served();
}
