package dev.logway.api.http;

import dev.logway.api.state.Images.Newest;
import dev.logway.domain.Scope;
import dev.logway.domain.fleet.Instance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** How far a group's revisions have come in its fleet: now, or as it goes on. */
final class RolloutEndpoint {
    private final Vertx vertx;
    private final ControlPlane plane;
    private final Shown shown;
    private final OpenStreams streams;
    private final InstantSource clock;

    RolloutEndpoint(Vertx vertx, ControlPlane plane, OpenStreams streams, InstantSource clock) {
        this.vertx = vertx;
        this.plane = plane;
        this.shown = new Shown(plane.images());
        this.streams = streams;
        this.clock = clock;
    }

    Endpoint at(String template) {
        return Endpoint.get(template, this::rollout).with("limit", "cursor");
    }

    private Future<Answer> rollout(Call call) {
        Scope scope = call.scope();
        shown.group(scope);
        return Future.succeededFuture(
                switch (call.preferred(MediaTypes.JSON, MediaTypes.EVENTS)) {
                    case MediaTypes.EVENTS -> live(call, scope);
                    default -> now(call, scope);
                });
    }

    private Answer live(Call call, Scope scope) {
        call.parameters().refuse("limit", "a live rollout begins with all instances");
        call.parameters().refuse("cursor", "a live rollout begins with all instances");
        streams.require();
        return Answer.live(new LiveRollout(vertx, plane.images(), plane.fleet(), streams, clock, scope));
    }

    private Answer now(Call call, Scope scope) {
        Newest newest = plane.images().newest(scope);
        List<Instance> instances = plane.fleet().of(scope.name());
        String after = call.parameters().cursor();
        var listing = new Listing(
                call.parameters().limit(),
                RolloutDocuments.summary(newest, plane.images().get(scope), instances));
        Instant now = clock.instant();
        for (Instance instance : instances) {
            String id = instance.id().id();
            if (after == null || id.compareTo(after) > 0) {
                listing.add(id, Instances.write(instance, newest.revision(), now));
            }
        }
        return listing.answer().header(Headers.REVISION, newest.revision());
    }
}
