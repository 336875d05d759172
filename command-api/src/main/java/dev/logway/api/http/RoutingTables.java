package dev.logway.api.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.logway.domain.Scope;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.ScopeImage;
import dev.logway.routing.NoDataPlane;
import dev.logway.routing.RoutingTable;

/** The tables that edges serve images with, made when one is asked about, and kept for the next question. Threadsafe. */
final class RoutingTables {
    /** Resources behind the tables that are kept: about as many MiB as there are thousands. */
    private static final long MAX_RESOURCES = 200_000;

    private static final int LEAST_WEIGHT = 5_000;

    private final Cache<Key, RoutingTable<String, String>> tables = Caffeine.newBuilder()
            .maximumWeight(MAX_RESOURCES)
            .weigher((Key key, RoutingTable<String, String> _) -> Math.max(LEAST_WEIGHT, key.resources))
            .build();

    private record Key(Scope scope, long revision, Digest digest, int resources) {}

    /** The table of {@code image}. Not for event loops: a hundred thousand routes take about a second. */
    RoutingTable<String, String> of(ScopeImage image) {
        return tables.get(
                new Key(image.scope(), image.revision(), image.digest(), image.size()),
                _ -> RoutingTable.empty(new NoDataPlane()).apply(image.asDelta(), image));
    }
}
