package dev.logway.api.http;

import dev.logway.api.json.SmallBody;
import dev.logway.api.merge.Plan;
import dev.logway.domain.Scope;
import dev.logway.replay.Moment;
import io.vertx.core.Future;

/** Puts a whole group back to what it was at another moment, as a change like any other. */
final class RevertEndpoint {
    private static final String TO = "to";

    private final ComputedChanges changes;
    private final ShownAt shown;
    private final Bodies bodies;
    private final Offload offload;

    RevertEndpoint(ComputedChanges changes, ShownAt shown, Bodies bodies, Offload offload) {
        this.changes = changes;
        this.shown = shown;
        this.bodies = bodies;
        this.offload = offload;
    }

    Endpoint at(String template) {
        return Endpoint.post(template, this::revert).with(CommandOptions.PARAMETERS);
    }

    private Future<Answer> revert(Call call) {
        Scope scope = call.scope();
        Conditions.refuse(call);
        return bodies.json(call).compose(json -> {
            SmallBody body = SmallBody.of(json, TO);
            Moment to = body.required(TO, Moments.EXPECTED, Moments::moment);
            return changes.change(call, body.reason(), () -> computed(scope, to));
        });
    }

    private Future<Computed> computed(Scope scope, Moment to) {
        return shown.group(scope, to)
                .compose(then -> shown.newest(scope)
                        .compose(now -> offload.later(() ->
                                new Computed(Plan.replacing(now, then), "revert to " + to, Conflicts.Direction.BACK))));
    }
}
