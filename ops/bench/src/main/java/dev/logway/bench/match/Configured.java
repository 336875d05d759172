package dev.logway.bench.match;

import dev.logway.bench.table.SampleRoute;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Change;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.Meta;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.HostPattern;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.PathPattern;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.routing.NoDataPlane;
import dev.logway.routing.RoutingTable;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.ConfigItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An image of routes as an edge has it, read from the records of the log, and the table of it. */
record Configured(ScopeImage image, RoutingTable<String, String> table) {
    private static final Scope SCOPE = Scope.group("bench");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final String UPSTREAM = "bench";

    static Configured empty() {
        return new Configured(ScopeImage.empty(SCOPE), RoutingTable.empty(new NoDataPlane()));
    }

    static Configured of(List<SampleRoute> routes) {
        return empty().with(image(routes).asDelta());
    }

    /** An image with {@code routes} and their upstream, without a table. */
    static ScopeImage image(List<SampleRoute> routes) {
        var changes = new ArrayList<EntryChange>(routes.size() + 1);
        changes.add(record(new Upstream(UPSTREAM, Descriptor.NONE, UpstreamSpec.of(new Node("127.0.0.1", 80, 1)))));
        routes.forEach(route -> changes.add(change(route)));
        return ScopeImage.empty(SCOPE).apply(ScopeDelta.of(0, 1, changes));
    }

    /** What the record of {@code route} does to an image. */
    static EntryChange change(SampleRoute route) {
        var match = new RouteMatch(
                List.of(PathPattern.parse(route.uri())),
                route.host().isEmpty() ? List.of() : List.of(new HostPattern(route.host())),
                route.method().isEmpty() ? List.of() : List.of(route.method()),
                List.of(),
                null,
                0);
        return record(
                new Route(route.id(), Descriptor.NONE, Route.Status.ENABLED, match, Route.Target.upstream(UPSTREAM)));
    }

    /** With one more revision, in which {@code change} happens. */
    Configured with(EntryChange change) {
        return with(new ScopeDelta(image.revision(), image.revision() + 1, List.of(change)));
    }

    private Configured with(ScopeDelta delta) {
        ScopeImage next = image.apply(delta);
        return new Configured(next, table.apply(delta, next));
    }

    /** Written and read again, so that it shares with other resources what an edge's would. */
    private static EntryChange record(Resource resource) {
        var encoded = ConfigCodec.encode(SCOPE, new Change.Defined(resource, new Meta(1, AT, AT, "bench")));
        return switch (ConfigCodec.decode(SCOPE, encoded.key(), encoded.value())) {
            case ConfigItem.Changed(EntryChange change) -> change;
            case ConfigItem.Sealed _ -> throw new IllegalStateException("a resource was read as a seal");
        };
    }
}
