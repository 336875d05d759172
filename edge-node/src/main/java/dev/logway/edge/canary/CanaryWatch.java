package dev.logway.edge.canary;

import dev.logway.domain.fleet.CanaryReport;
import dev.logway.domain.image.EffectiveImage;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.edge.metrics.CanaryTally;
import dev.logway.edge.metrics.RouteTraffic;
import dev.logway.edge.serving.Trial;
import dev.logway.routing.CompiledRoute;
import dev.logway.routing.RoutingTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts how requests are answered by the routes that a change concerns which some instances of the group try, whether
 * this edge is one of them or not. Fed by the publishing thread, read by any.
 */
public final class CanaryWatch implements Trial<RouteTraffic> {
    private final LongSupplier nanoTime;
    private @Nullable Watched upcoming;
    private List<RouteTraffic> upcomingRoutes = List.of();
    private List<RouteTraffic> tallied = List.of();

    /** Written after what it is about is served, and read before. */
    private volatile @Nullable Watched watched;

    /**
     * What is watched.
     *
     * @param about the resources that the change concerns
     */
    private record Watched(PendingChange change, CanaryTally tally, SortedSet<ResourceKey> about) {}

    /** @param nanoTime as {@link System#nanoTime} */
    public CanaryWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void follow(EffectiveImage now, RoutingTable<RouteTraffic, ?> table) {
        PendingChange change = now.underWay();
        Watched next = change == null ? null : watch(change, now);
        upcoming = next;
        upcomingRoutes = next == null ? List.of() : routes(next.about, table);
        if (next != null) {
            upcomingRoutes.forEach(traffic -> traffic.tallyBy(next.tally));
        }
    }

    @Override
    public void served() {
        watched = upcoming;
        var left = new HashSet<>(tallied);
        upcomingRoutes.forEach(left::remove);
        left.forEach(traffic -> traffic.tallyBy(null));
        tallied = upcomingRoutes;
    }

    /**
     * What it has to say of the change; null while there is none.
     *
     * @param quarantined what this edge sets aside of what it serves now, with the reason of each
     */
    public @Nullable CanaryReport report(Supplier<Stream<Map.Entry<ResourceKey, String>>> quarantined) {
        Watched now = watched;
        if (now == null) {
            return null;
        }
        List<String> faults = quarantined
                .get()
                .filter(entry -> now.about.contains(entry.getKey()))
                .limit(CanaryReport.MAX_FAULTS)
                .map(entry -> entry.getKey() + " is set aside: " + entry.getValue())
                .toList();
        return new CanaryReport(now.change.id(), now.tally.counts(), faults);
    }

    private Watched watch(PendingChange change, EffectiveImage now) {
        Watched before = watched;
        CanaryTally tally = before != null && before.change.id().equals(change.id()) ? before.tally : tally(change);
        return new Watched(change, tally, now.concerned());
    }

    private CanaryTally tally(PendingChange change) {
        Canary canary = change.canary();
        return new CanaryTally(canary == null ? null : canary.trial().p99Millis(), nanoTime.getAsLong());
    }

    private static List<RouteTraffic> routes(SortedSet<ResourceKey> keys, RoutingTable<RouteTraffic, ?> table) {
        var routes = new ArrayList<RouteTraffic>();
        for (ResourceKey key : keys) {
            CompiledRoute<RouteTraffic> route = key.kind() == ResourceKind.ROUTES ? table.route(key.id()) : null;
            if (route != null) {
                routes.add(route.runtime());
            }
        }
        return routes;
    }
}
