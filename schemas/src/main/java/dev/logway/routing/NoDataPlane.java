package dev.logway.routing;

import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.UpstreamSpec;
import org.jspecify.annotations.Nullable;

/** For who only asks which route takes a request: keeps nothing beside the table but names that are there anyway. */
public final class NoDataPlane implements DataPlane<String, String> {
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
