package dev.logway.api.http;

import io.vertx.core.Future;

/** Several changes at once: all or nothing, one revision. */
final class ChangesetEndpoint {
    private final CommandDesk desk;
    private final Bodies bodies;

    ChangesetEndpoint(CommandDesk desk, Bodies bodies) {
        this.desk = desk;
        this.bodies = bodies;
    }

    Endpoint at(String template) {
        return Endpoint.post(template, this::change).with(CommandOptions.PARAMETERS);
    }

    private Future<Answer> change(Call call) {
        call.scope();
        Conditions.refuse(call);
        return bodies.changeset(call).compose(changeset -> desk.change(call, changeset));
    }
}
