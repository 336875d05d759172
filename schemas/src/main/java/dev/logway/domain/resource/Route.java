package dev.logway.domain.resource;

import static dev.logway.domain.Require.require;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that takes requests and sends them on.
 *
 * @param status a disabled route is kept and takes no request
 * @param target where its requests go
 */
public record Route(String id, Descriptor descriptor, Status status, RouteMatch match, Target target)
        implements Resource {

    /** Whether a route takes requests ({@code status}: 1 or 0). */
    public enum Status {
        DISABLED,
        ENABLED
    }

    /** What the connection of a request may become ({@code enable_websocket}: false or true). */
    public enum Upgrade {
        NONE,
        WEBSOCKET
    }

    /**
     * Where a route's requests go. At least one of service and backend is given; where both are, the route's own
     * backend wins.
     *
     * @param timeouts overrides the upstream's, or null
     */
    public record Target(
            @Nullable String serviceId,
            @Nullable Backend backend,
            @Nullable Timeouts timeouts,
            Upgrade upgrade) {

        /** @throws IllegalArgumentException if there is neither a service nor a backend */
        public Target {
            require(
                    serviceId != null || backend != null,
                    "upstream_id",
                    "null",
                    "one of upstream_id, upstream and service_id");
            if (serviceId != null) {
                Service.key(serviceId);
            }
        }

        /** Where requests go that stay requests. */
        public Target(@Nullable String serviceId, @Nullable Backend backend, @Nullable Timeouts timeouts) {
            this(serviceId, backend, timeouts, Upgrade.NONE);
        }

        /** Straight to the upstream {@code id}. */
        public static Target upstream(String id) {
            return new Target(null, new Backend.ById(id), null);
        }

        /** To whatever stands behind the service {@code id}. */
        public static Target service(String id) {
            return new Target(id, null, null);
        }
    }

    /** @throws IllegalArgumentException if {@code id} is no resource id */
    public Route {
        key(id);
    }

    /** The key of the route {@code id}. */
    public static ResourceKey key(String id) {
        return new ResourceKey(ResourceKind.ROUTES, id);
    }

    @Override
    public ResourceKey key() {
        return key(id);
    }

    @Override
    public List<ResourceKey> references() {
        var references = new ArrayList<ResourceKey>(2);
        if (target.serviceId() != null) {
            references.add(Service.key(target.serviceId()));
        }
        if (target.backend() != null) {
            references.addAll(target.backend().references());
        }
        return List.copyOf(references);
    }
}
