package dev.logway.domain.resource;

import java.util.List;

/** A named upstream, shared by the routes and services that refer to it. */
public record Upstream(String id, Descriptor descriptor, UpstreamSpec spec) implements Resource {

    /** @throws IllegalArgumentException if {@code id} is no resource id */
    public Upstream {
        key(id);
    }

    /** The key of the upstream {@code id}. */
    public static ResourceKey key(String id) {
        return new ResourceKey(ResourceKind.UPSTREAMS, id);
    }

    @Override
    public ResourceKey key() {
        return key(id);
    }

    @Override
    public List<ResourceKey> references() {
        return spec.references();
    }
}
