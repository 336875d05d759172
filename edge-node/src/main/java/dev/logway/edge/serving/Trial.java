package dev.logway.edge.serving;

import dev.logway.domain.image.EffectiveImage;
import dev.logway.routing.RoutingTable;

/**
 * Watches how a change does that some instances of the group try.
 *
 * @param <R> what the data plane keeps per route
 */
@FunctionalInterface
public interface Trial<R> {
    /** {@code table} is about to be served, of {@code now}. Called on the publishing thread. */
    void follow(EffectiveImage now, RoutingTable<R, ?> table);
}
