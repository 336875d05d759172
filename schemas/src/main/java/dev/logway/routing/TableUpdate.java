package dev.logway.routing;

import dev.logway.domain.image.Entry;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.image.SortedTree;
import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.PathPattern.Part;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Service;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.routing.RoutingTable.CompiledUpstream;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One delta on its way into a routing table. Used once, by one thread. */
final class TableUpdate<R, U> {
    private final DataPlane<R, U> dataPlane;
    private final ScopeImage image;
    private final TreeSet<String> affectedRoutes = new TreeSet<>();
    private final Places.Edit<R> places;
    private HashTrie<String, CompiledRoute<R>> routes;
    private HashTrie<ResourceKey, CompiledUpstream<U>> upstreams;
    private HashTrie<String, Service> services;
    private SortedTree<ResourceKey, String> quarantined;

    TableUpdate(DataPlane<R, U> dataPlane, RoutingTable.Parts<R, U> from, ScopeImage image) {
        this.dataPlane = dataPlane;
        this.image = image;
        this.routes = from.routes();
        this.places = new Places.Edit<>(from.places());
        this.upstreams = from.upstreams();
        this.services = from.services();
        this.quarantined = from.quarantined();
    }

    RoutingTable.Parts<R, U> apply(ScopeDelta delta) {
        for (EntryChange change : delta.changes()) {
            switch (change.key().kind()) {
                case GROUPS, CERTIFICATES, PENDING_CHANGES -> {}
                case UPSTREAMS -> upstream(change.key());
                case SERVICES -> service(change.key());
                case ROUTES -> affectedRoutes.add(change.key().id());
            }
        }
        affectedRoutes.forEach(this::route);
        return new RoutingTable.Parts<>(routes, places.done(), upstreams, services, quarantined);
    }

    private void upstream(ResourceKey key) {
        boolean wasThere = upstreams.get(key) != null || quarantined.get(key) != null;
        keepUpstream(key, resource(key) instanceof Upstream upstream ? upstream.spec() : null);
        if (wasThere != image.contains(key)) {
            usersAreAffected(key);
        }
    }

    private void service(ResourceKey key) {
        Service before = services.get(key.id());
        Service now = resource(key) instanceof Service service ? service : null;
        services = now == null ? services.without(key.id()) : services.with(key.id(), now);
        keepUpstream(key, now == null ? null : inline(now.backend()));
        boolean sameForRoutes = before != null
                && now != null
                && before.hosts().equals(now.hosts())
                && owner(before.backend(), key).equals(owner(now.backend(), key));
        if (!sameForRoutes) {
            usersAreAffected(key);
        }
    }

    private void usersAreAffected(ResourceKey target) {
        image.visitUsersOf(target, user -> {
            if (user.kind() == ResourceKind.ROUTES) {
                affectedRoutes.add(user.id());
            } else {
                usersAreAffected(user);
            }
            return true;
        });
    }

    private void route(String id) {
        ResourceKey key = Route.key(id);
        Route now = resource(key) instanceof Route route && route.status() == Route.Status.ENABLED ? route : null;
        Backend ownBackend = now == null ? null : now.target().backend();
        CompiledRoute<R> before = routes.get(id);
        CompiledRoute<R> compiled = null;
        if (keepUpstream(key, ownBackend == null ? null : inline(ownBackend)) && now != null) {
            compiled = compiled(now, before);
        }
        if (compiled != null && compiled == before) {
            return;
        }
        if (before != null) {
            remove(before);
        }
        if (compiled != null) {
            insert(compiled);
        }
    }

    /** The route ready to serve; {@code before} itself if nothing changed for it; null if it is set aside. */
    private @Nullable CompiledRoute<R> compiled(Route route, @Nullable CompiledRoute<R> before) {
        try {
            List<HostPattern> hosts = route.match().hosts();
            Backend backend = route.target().backend();
            ResourceKey owner = route.key();
            if (route.target().serviceId() != null) {
                Service service = services.get(route.target().serviceId());
                if (service == null) {
                    throw new IllegalStateException(
                            "service_id: " + route.target().serviceId() + " does not exist");
                }
                hosts = hosts.isEmpty() ? service.hosts() : hosts;
                owner = backend == null ? service.key() : owner;
                backend = backend == null ? service.backend() : backend;
            }
            ResourceKey upstream = owner(Objects.requireNonNull(backend), owner);
            if (!image.contains(upstream)) {
                throw new IllegalStateException("upstream_id: " + upstream.id() + " does not exist");
            }
            if (before != null
                    && before.route().equals(route)
                    && before.hosts().equals(hosts)
                    && before.upstream().equals(upstream)) {
                return before;
            }
            var conditions = new RouteConditions(route.match());
            R runtime = dataPlane.route(route, before == null ? null : before.runtime());
            return new CompiledRoute<>(route, hosts, conditions, upstream, runtime);
        } catch (RuntimeException e) {
            quarantine(route.key(), e);
            return null;
        }
    }

    private void insert(CompiledRoute<R> route) {
        routes = routes.with(route.id(), route);
        for (PathPattern path : route.route().match().paths()) {
            PathPattern decoded = decoded(path);
            var candidate = new Candidate<>(route, decoded);
            if (isExact(decoded)) {
                places.addExact(literal(decoded), candidate);
            } else {
                places.addPattern(candidate);
            }
        }
    }

    private void remove(CompiledRoute<R> route) {
        routes = routes.without(route.id());
        for (PathPattern path : route.route().match().paths()) {
            PathPattern decoded = decoded(path);
            if (isExact(decoded)) {
                places.removeExact(literal(decoded), route);
            } else {
                places.removePattern(decoded, route);
            }
        }
    }

    /** Keeps, replaces or drops what is kept for {@code owner}'s upstream; false if it had to be set aside. */
    private boolean keepUpstream(ResourceKey owner, @Nullable UpstreamSpec spec) {
        quarantined = quarantined.without(owner);
        var old = upstreams.get(owner);
        if (spec == null) {
            upstreams = old == null ? upstreams : upstreams.without(owner);
            return true;
        }
        if (old != null && old.spec().equals(spec)) {
            return true;
        }
        try {
            U runtime = dataPlane.upstream(owner, spec, old == null ? null : old.runtime());
            upstreams = upstreams.with(owner, new CompiledUpstream<>(spec, runtime));
            return true;
        } catch (RuntimeException e) {
            upstreams = upstreams.without(owner);
            quarantine(owner, e);
            return false;
        }
    }

    private void quarantine(ResourceKey key, RuntimeException reason) {
        String message = reason.getMessage();
        quarantined = quarantined.with(key, message == null ? reason.toString() : message);
    }

    private @Nullable Object resource(ResourceKey key) {
        return image.get(key).map(Entry::resource).orElse(null);
    }

    private static ResourceKey owner(Backend backend, ResourceKey carrier) {
        return switch (backend) {
            case Backend.ById(String upstreamId) -> Upstream.key(upstreamId);
            case Backend.Inline(UpstreamSpec _) -> carrier;
        };
    }

    private static @Nullable UpstreamSpec inline(Backend backend) {
        return backend instanceof Backend.Inline(UpstreamSpec spec) ? spec : null;
    }

    private static boolean isExact(PathPattern path) {
        return path.rest() == null && path.parts().stream().allMatch(Part.Literal.class::isInstance);
    }

    private static String literal(PathPattern path) {
        return ((Part.Literal) path.parts().getFirst()).text();
    }

    /** The pattern with its literals decoded as a request's path is, so that {@code /a%20b} takes {@code /a%20b}. */
    private static PathPattern decoded(PathPattern path) {
        if (path.text().indexOf('%') < 0) {
            return path;
        }
        List<Part> parts = path.parts().stream().map(TableUpdate::decoded).toList();
        return new PathPattern(path.text(), parts, path.rest());
    }

    private static Part decoded(Part part) {
        if (part instanceof Part.Literal(String text)) {
            String decoded = PathNormalizer.decoded(text);
            return decoded == null ? part : new Part.Literal(decoded);
        }
        return part;
    }
}
