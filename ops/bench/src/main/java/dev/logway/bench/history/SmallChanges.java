package dev.logway.bench.history;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Origin;
import dev.logway.domain.resource.Backend;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import java.time.Instant;
import java.util.UUID;

/**
 * A long history of small changes: a group with an upstream, then routes put one at a time, in turn, each another way
 * than before. Number 0 makes the group and the upstream.
 */
public final class SmallChanges {
    private static final String UPSTREAM = "u";
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final Scope scope;
    private final int routes;

    /** @param routes that there come to be */
    public SmallChanges(String group, int routes) {
        this.scope = Scope.group(group);
        this.routes = routes;
    }

    public Scope scope() {
        return scope;
    }

    /** Command {@code number}, from 0, which makes revision {@code number} + 1. */
    public Command command(int number) {
        Action action = number == 0
                ? Action.Changeset.of(
                        new Edit.Put(new Group(scope.name(), Descriptor.NONE, null)),
                        new Edit.Put(new Upstream(
                                UPSTREAM, Descriptor.NONE, UpstreamSpec.of(new Node("127.0.0.1", 80, 1, 0)))))
                : Action.Changeset.of(new Edit.Put(route(number)));
        // Ids are made once for each group and number, so that a run is the same as the one before.
        var id = new UUID(0x0190_0000_0000_7000L | (scope.name().hashCode() & 0xfff), Long.MIN_VALUE | number);
        return Command.of(new CommandId(id), scope, new Origin("bench", null, AT.plusMillis(number)), action);
    }

    private Route route(int number) {
        int route = number % routes;
        String path = "/v1/service-" + route + "/turn-" + number / routes + "/*";
        return new Route(
                "route-" + route,
                Descriptor.NONE,
                Route.Status.ENABLED,
                RouteMatch.path(path),
                new Route.Target(null, new Backend.ById(UPSTREAM), null, Route.Upgrade.NONE));
    }
}
