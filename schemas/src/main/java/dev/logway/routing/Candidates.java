package dev.logway.routing;

import dev.logway.domain.resource.HostPattern;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The routes under one path pattern, by host, so that a request sees only those that name its host or none. Immutable.
 *
 * @param <R> what the data plane keeps per route
 */
final class Candidates<R> {
    private static final Candidate<?>[] NONE = new Candidate<?>[0];

    private final Candidate<R>[] anyHost;
    private final HashTrie<String, Candidate<R>[]> exactHosts;
    private final HashTrie<String, Candidate<R>[]> wildcardHosts;

    private Candidates(
            Candidate<R>[] anyHost,
            HashTrie<String, Candidate<R>[]> exactHosts,
            HashTrie<String, Candidate<R>[]> wildcardHosts) {
        this.anyHost = anyHost;
        this.exactHosts = exactHosts;
        this.wildcardHosts = wildcardHosts;
    }

    static <R> Candidates<R> empty() {
        return new Candidates<>(none(), HashTrie.empty(), HashTrie.empty());
    }

    static <R> Candidates<R> orEmpty(@Nullable Candidates<R> candidates) {
        return candidates == null ? empty() : candidates;
    }

    /** These, or null if they are none. */
    @Nullable
    Candidates<R> orNull() {
        return isEmpty() ? null : this;
    }

    /** The one candidate if there is no other, and it takes any host; else null. */
    @Nullable
    Candidate<R> only() {
        boolean isAlone = anyHost.length == 1 && exactHosts.size() == 0 && wildcardHosts.size() == 0;
        return isAlone ? anyHost[0] : null;
    }

    boolean isEmpty() {
        return anyHost.length == 0 && exactHosts.size() == 0 && wildcardHosts.size() == 0;
    }

    Candidates<R> with(Candidate<R> candidate) {
        return changed(candidate.route(), list -> added(list, candidate));
    }

    /** Without any candidate of {@code route}. */
    Candidates<R> without(CompiledRoute<R> route) {
        return changed(route, list -> removed(list, route));
    }

    /** The first of the candidates that take {@code request}: by priority, then host, then id; null if none does. */
    @Nullable
    Candidate<R> best(RouteRequest request) {
        if (exactHosts.size() == 0 && wildcardHosts.size() == 0) {
            return first(anyHost, request);
        }
        Candidate<R> named = higher(first(exactHosts.get(request.host()), request), bestOfWildcards(request));
        return higher(named, first(anyHost, request));
    }

    /** Asks for each name above the host, from the right; its hash code grows as {@link String#hashCode} is defined. */
    private @Nullable Candidate<R> bestOfWildcards(RouteRequest request) {
        Candidate<R> best = null;
        if (wildcardHosts.size() > 0) {
            String host = request.host();
            int hashCode = 0;
            int power = 1;
            for (int at = host.length() - 1; at >= 0; at--) {
                char c = host.charAt(at);
                if (c == '.') {
                    best = higher(first(HashTrie.getSuffix(wildcardHosts, host, at + 1, hashCode), request), best);
                }
                hashCode += c * power;
                power *= 31;
            }
        }
        return best;
    }

    /** Adds every candidate, whatever its host, once. */
    void addTo(Collection<Candidate<R>> all) {
        var once = new LinkedHashSet<>(Arrays.asList(anyHost));
        exactHosts.forEachValue(list -> once.addAll(Arrays.asList(list)));
        wildcardHosts.forEachValue(list -> once.addAll(Arrays.asList(list)));
        all.addAll(once);
    }

    private static <R> @Nullable Candidate<R> first(Candidate<R> @Nullable [] sorted, RouteRequest request) {
        if (sorted != null) {
            for (Candidate<R> candidate : sorted) {
                if (candidate.admits(request)) {
                    return candidate;
                }
            }
        }
        return null;
    }

    /** The one of higher priority; of two alike the one with the more specific host. */
    private static <R> @Nullable Candidate<R> higher(
            @Nullable Candidate<R> moreSpecific, @Nullable Candidate<R> lessSpecific) {
        if (moreSpecific == null || lessSpecific == null) {
            return moreSpecific == null ? lessSpecific : moreSpecific;
        }
        return lessSpecific.route().priority() > moreSpecific.route().priority() ? lessSpecific : moreSpecific;
    }

    private Candidates<R> changed(CompiledRoute<R> route, UnaryOperator<Candidate<R>[]> change) {
        if (route.hosts().isEmpty()) {
            return new Candidates<>(change.apply(anyHost), exactHosts, wildcardHosts);
        }
        var exact = exactHosts;
        var wildcard = wildcardHosts;
        for (HostPattern host : route.hosts()) {
            if (host.isWildcard()) {
                wildcard = changed(wildcard, host.name(), change);
            } else {
                exact = changed(exact, host.name(), change);
            }
        }
        return new Candidates<>(anyHost, exact, wildcard);
    }

    private static <R> HashTrie<String, Candidate<R>[]> changed(
            HashTrie<String, Candidate<R>[]> hosts, String host, UnaryOperator<Candidate<R>[]> change) {
        Candidate<R>[] old = hosts.get(host);
        Candidate<R>[] list = change.apply(old == null ? none() : old);
        return list.length == 0 ? hosts.without(host) : hosts.with(host, list);
    }

    private static <R> Candidate<R>[] added(Candidate<R>[] sorted, Candidate<R> candidate) {
        Candidate<R>[] longer = Arrays.copyOf(sorted, sorted.length + 1);
        longer[sorted.length] = candidate;
        Arrays.sort(
                longer,
                Comparator.<Candidate<R>>comparingInt(each -> each.route().priority())
                        .reversed()
                        .thenComparing(each -> each.route().id()));
        return longer;
    }

    private static <R> Candidate<R>[] removed(Candidate<R>[] sorted, CompiledRoute<R> route) {
        return Arrays.stream(sorted)
                .filter(candidate -> !candidate.route().id().equals(route.id()))
                .toArray(length -> Arrays.copyOf(Candidates.<R>none(), length));
    }

    @SuppressWarnings("unchecked") // An empty array holds nothing of a wrong type.
    private static <R> Candidate<R>[] none() {
        return (Candidate<R>[]) NONE;
    }
}
