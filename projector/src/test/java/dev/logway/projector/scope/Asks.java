package dev.logway.projector.scope;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.domain.Scope;
import dev.logway.domain.command.Action;
import dev.logway.domain.command.Command;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Origin;
import dev.logway.domain.resource.Canary;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.RouteMatch;
import dev.logway.domain.resource.Schedule;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Commands for tests; each has an id that follows from its name. */
public final class Asks {
    public static final Scope DEFAULT = Scope.group("default");
    public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private Asks() {}

    public static CommandId id(String name) {
        return new CommandId(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)));
    }

    public static Command ask(String name, Scope scope, Edit... edits) {
        return ask(name, scope, null, "ada", edits);
    }

    public static Command ask(String name, Scope scope, @Nullable String idempotencyKey, String actor, Edit... edits) {
        var action = new Action.Changeset(List.of(edits), Action.Guard.GUARDED);
        var origin = new Origin(actor, "because", START.plusMillis(name.length()));
        return new Command(id(name), scope, origin, idempotencyKey, List.of(), action);
    }

    /** A change of {@code edits} for these times. */
    public static Command plan(
            String name, Scope scope, @Nullable Instant effectiveAt, @Nullable Instant expiresAt, Edit... edits) {
        var action = new Action.Changeset(List.of(edits), Action.Guard.GUARDED, new Schedule(effectiveAt, expiresAt));
        return Command.of(id(name), scope, new Origin("ada", "because", START), action);
    }

    /** A change of {@code edits} that edge-1 tries first, and that ends at {@code expiresAt}. */
    public static Command tried(String name, Scope scope, @Nullable Instant expiresAt, Edit... edits) {
        var canary = new Canary(List.of("edge-1"), null, Canary.Trial.DEFAULT, null);
        var schedule = new Schedule(null, expiresAt);
        var action = new Action.Changeset(List.of(edits), Action.Guard.GUARDED, schedule, canary);
        return Command.of(id(name), scope, new Origin("ada", "because", START), action);
    }

    public static Command createGroup(Scope scope) {
        return ask("create " + scope, scope, group(scope));
    }

    public static Edit.Put group(Scope scope) {
        return new Edit.Put(new Group(scope.name(), Descriptor.NONE, null));
    }

    public static Edit.Put upstream(String id, int port) {
        return new Edit.Put(new Upstream(id, Descriptor.NONE, UpstreamSpec.of(new Node("127.0.0.1", port, 1))));
    }

    public static Edit.Put route(String id, String path, String upstream) {
        return new Edit.Put(new Route(
                id, Descriptor.NONE, Route.Status.ENABLED, RouteMatch.path(path), Route.Target.upstream(upstream)));
    }
}
