package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.util.List;

/**
 * What several routes share: a backend and, for routes that name none, hosts.
 *
 * @param hosts at most {@value RouteMatch#MAX_HOSTS}; empty for any host
 */
public record Service(String id, Descriptor descriptor, List<HostPattern> hosts, Backend backend) implements Resource {

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public Service {
        key(id);
        hosts = List.copyOf(hosts);
        require(hosts.size() <= RouteMatch.MAX_HOSTS, "hosts", hosts.size() + " hosts", "at most 256 hosts");
    }

    /** The key of the service {@code id}. */
    public static ResourceKey key(String id) {
        return new ResourceKey(ResourceKind.SERVICES, id);
    }

    @Override
    public ResourceKey key() {
        return key(id);
    }

    @Override
    public List<ResourceKey> references() {
        return backend.references();
    }
}
