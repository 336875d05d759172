package dev.logway.api.http;

import dev.logway.domain.Scope;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.image.ScopeImage;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;

/** The instances of a group, as the projector judges them. */
final class FleetEndpoint {
    private static final String NO_PAST = "the log keeps how instances changed their states, in the topic"
            + " instance-events, and nothing else of what they were";

    private final ControlPlane plane;
    private final Shown shown;
    private final InstantSource clock;

    FleetEndpoint(ControlPlane plane, InstantSource clock) {
        this.plane = plane;
        this.shown = new Shown(plane.images());
        this.clock = clock;
    }

    Endpoint at(String template) {
        return Endpoint.get(template, this::instances).with("limit", "cursor", ShownAt.AT);
    }

    private Future<Answer> instances(Call call) {
        call.parameters().refuse(ShownAt.AT, NO_PAST);
        Scope scope = call.scope();
        ScopeImage image = shown.group(scope);
        String after = call.parameters().cursor();
        var listing = new Listing(call.parameters().limit());
        Instant now = clock.instant();
        for (Instance instance : plane.fleet().of(scope.name())) {
            String id = instance.id().id();
            if (after == null || id.compareTo(after) > 0) {
                listing.add(id, Instances.write(instance, image.revision(), now));
            }
        }
        return Future.succeededFuture(listing.answer().header(Headers.REVISION, image.revision()));
    }
}
