package dev.logway.bench.match;

import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.edge.routing.DataPlane;
import org.jspecify.annotations.Nullable;

/** Keeps nothing beside the table but names that are there anyway. */
final class NoDataPlane implements DataPlane<String, String> {
    @Override
    public String route(Route route, @Nullable String previous) {
        return route.id();
    }

    @Override
    public String upstream(ResourceKey owner, UpstreamSpec spec, @Nullable String previous) {
        return owner.id();
    }

    @Override
    public void retireRoute(String route) {}

    @Override
    public void retireUpstream(String upstream, @Nullable String successor) {}
}
