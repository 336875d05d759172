package dev.logway.routing;

import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.image.SortedTree;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.domain.resource.Service;
import dev.logway.domain.resource.UpstreamSpec;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which route takes a request, at one revision. Immutable, and shares structure with the tables it was made from:
 * applying a delta costs the size of the delta, and readers of the old table are not disturbed.
 *
 * <p>A route names its upstream by key, and the table looks it up per request, so that a change of an upstream costs
 * the same whether one route uses it or all do.
 *
 * @param <R> what the data plane keeps per route
 * @param <U> what the data plane keeps per upstream
 */
public final class RoutingTable<R, U> {
    private final DataPlane<R, U> dataPlane;
    private final Parts<R, U> parts;
    private final long revision;

    /**
     * @param routes that are served, by id
     * @param places the candidates, by path
     * @param upstreams by the resource that carries them
     * @param services by id
     * @param quarantined why a resource is set aside
     */
    record Parts<R, U>(
            HashTrie<String, CompiledRoute<R>> routes,
            Places<R> places,
            HashTrie<ResourceKey, CompiledUpstream<U>> upstreams,
            HashTrie<String, Service> services,
            SortedTree<ResourceKey, String> quarantined) {}

    /** An upstream and what is kept for it. */
    record CompiledUpstream<U>(UpstreamSpec spec, U runtime) {}

    private RoutingTable(DataPlane<R, U> dataPlane, Parts<R, U> parts, long revision) {
        this.dataPlane = dataPlane;
        this.parts = parts;
        this.revision = revision;
    }

    /** The table of the empty image. */
    public static <R, U> RoutingTable<R, U> empty(DataPlane<R, U> dataPlane) {
        return new RoutingTable<>(
                dataPlane,
                new Parts<>(HashTrie.empty(), Places.empty(), HashTrie.empty(), HashTrie.empty(), SortedTree.empty()),
                0);
    }

    /**
     * The table of {@code image}, to which {@code delta} leads from this one. A resource that cannot be served is set
     * aside; see {@link #quarantined()}.
     */
    public RoutingTable<R, U> apply(ScopeDelta delta, ScopeImage image) {
        return new RoutingTable<>(dataPlane, new TableUpdate<>(dataPlane, parts, image).apply(delta), delta.to());
    }

    /**
     * Gives up what {@code previous} kept and this table does not. Call it once nothing serves {@code previous} any more.
     *
     * @param delta that led from {@code previous} to this table
     */
    public void retireSince(RoutingTable<R, U> previous, ScopeDelta delta) {
        for (EntryChange change : delta.changes()) {
            ResourceKey key = change.key();
            var oldUpstream = previous.parts.upstreams.get(key);
            var newUpstream = parts.upstreams.get(key);
            if (oldUpstream != null && !oldUpstream.equals(newUpstream)) {
                dataPlane.retireUpstream(oldUpstream.runtime, newUpstream == null ? null : newUpstream.runtime);
            }
            var oldRoute = key.kind() == ResourceKind.ROUTES ? previous.parts.routes.get(key.id()) : null;
            if (oldRoute != null && parts.routes.get(key.id()) == null) {
                dataPlane.retireRoute(oldRoute.runtime());
            }
        }
    }

    /**
     * The route that takes {@code request}, or null: an exact path before any pattern, then the pattern with the longest
     * literal prefix, and a less specific one where no route of the more specific takes the request. Under one literal
     * prefix priority goes first.
     */
    public @Nullable Candidate<R> match(RouteRequest request) {
        return parts.places.match(request);
    }

    /**
     * How {@link #match} comes to its answer: every route whose path takes {@code request}, in the order of trying. Not
     * for event loops.
     *
     * @param most how many candidates are named; the rest are counted
     */
    public Explanation<R> explain(RouteRequest request, int most) {
        var explainer = new Explainer<R>(request, most);
        parts.places.explain(request.path(), explainer);
        return explainer.explanation();
    }

    /** What is kept for the upstream of {@code route}; null if that upstream is set aside. */
    public @Nullable U upstream(CompiledRoute<R> route) {
        var upstream = parts.upstreams.get(route.upstream());
        return upstream == null ? null : upstream.runtime;
    }

    /** The route {@code id} as it is served; null if it is not. */
    public @Nullable CompiledRoute<R> route(String id) {
        return parts.routes.get(id);
    }

    /** The revision of the configuration that it was made from. */
    public long revision() {
        return revision;
    }

    /** How many routes are served. */
    public int size() {
        return parts.routes.size();
    }

    /** The resources that cannot be served, with the reason of each. */
    public SortedMap<ResourceKey, String> quarantined() {
        var all = new TreeMap<ResourceKey, String>();
        parts.quarantined.visit((key, reason) -> {
            all.put(key, reason);
            return true;
        });
        return Collections.unmodifiableSortedMap(all);
    }
}
