package dev.logway.routing;

import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.UpstreamSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the names of things, numbered as they are made, and refuses what it is told to refuse. */
final class NamedDataPlane implements DataPlane<String, String> {
    final List<String> retired = new ArrayList<>();
    final Set<ResourceKey> refused = new HashSet<>();
    private int made;

    @Override
    public String route(Route route, @Nullable String previous) {
        refuse(route.key());
        return previous == null ? route.id() + "#" + ++made : previous;
    }

    @Override
    public String upstream(ResourceKey owner, UpstreamSpec spec, @Nullable String previous) {
        refuse(owner);
        return owner + "#" + ++made;
    }

    @Override
    public void retireRoute(String route) {
        retired.add(route);
    }

    @Override
    public void retireUpstream(String upstream, @Nullable String successor) {
        retired.add(upstream + " for " + successor);
    }

    private void refuse(ResourceKey key) {
        if (refused.contains(key)) {
            throw new IllegalStateException("refused");
        }
    }
}
