package dev.logway.routing;

import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route with everything that can be known before a request comes.
 *
 * @param <R> what the data plane keeps per route
 */
public final class CompiledRoute<R> {
    private final Route route;
    private final List<HostPattern> hosts;
    private final RouteConditions conditions;
    private final ResourceKey upstream;
    private final R runtime;

    CompiledRoute(Route route, List<HostPattern> hosts, RouteConditions conditions, ResourceKey upstream, R runtime) {
        this.route = route;
        this.hosts = hosts;
        this.conditions = conditions;
        this.upstream = upstream;
        this.runtime = runtime;
    }

    public String id() {
        return route.id();
    }

    public Route route() {
        return route;
    }

    /** The resource whose upstream takes the requests: a named one, or the service or route that carries it inline. */
    public ResourceKey upstream() {
        return upstream;
    }

    public R runtime() {
        return runtime;
    }

    /** The route's hosts, or else its service's; empty for any host. */
    List<HostPattern> hosts() {
        return hosts;
    }

    int priority() {
        return route.match().priority();
    }

    RouteConditions conditions() {
        return conditions;
    }

    /** Why {@code request}, whose path fits, is not taken, for people; null if it is. */
    @Nullable
    String refusal(RouteRequest request) {
        if (!hosts.isEmpty() && hostRank(request.host()) == 0) {
            return "hosts: " + (request.host().isEmpty() ? "no host" : request.host()) + " is not in " + hosts;
        }
        return conditions.refusal(request);
    }

    /** How specific the route is about {@code host}, which it matches: any host, a longer wildcard, the host itself. */
    int hostRank(String host) {
        int rank = 0;
        for (HostPattern pattern : hosts) {
            if (!pattern.isWildcard() && pattern.text().equals(host)) {
                return Integer.MAX_VALUE;
            }
            if (pattern.isWildcard() && host.endsWith(pattern.text().substring(1))) {
                rank = Math.max(rank, pattern.text().length());
            }
        }
        return rank;
    }

    @Override
    public String toString() {
        return route.key().path();
    }
}
