package dev.logway.api.http;

import dev.logway.domain.command.Action;
import dev.logway.domain.resource.PendingChange;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import io.vertx.core.Future;
import java.util.List;

/** Changes that wait: read, approved, promoted, cancelled. Nothing else is done to them by request. */
final class PendingEndpoints {
    private final ResourceEndpoints resources;
    private final CommandDesk desk;

    PendingEndpoints(ResourceEndpoints resources, CommandDesk desk) {
        this.resources = resources;
        this.desk = desk;
    }

    List<Endpoint> at(String template) {
        return List.of(
                Endpoint.get(template, call -> resources.get(call, key(call))).with(ShownAt.AT),
                Endpoint.delete(template, this::cancel).with(CommandOptions.OF_CANCELLATION),
                Endpoint.act(template + "/approve", this::approve).with(CommandOptions.OF_APPROVAL),
                Endpoint.act(template + "/promote", this::promote).with(CommandOptions.OF_APPROVAL));
    }

    private Future<Answer> cancel(Call call) {
        ResourceKey key = key(call);
        return desk.act(call, new Action.Cancel(key.id()), Conditions.ofChange(call, key));
    }

    private Future<Answer> approve(Call call) {
        ResourceKey key = key(call);
        return desk.act(call, new Action.Approve(key.id()), Conditions.ofChange(call, key));
    }

    private Future<Answer> promote(Call call) {
        ResourceKey key = key(call);
        return desk.act(call, new Action.Promote(key.id()), Conditions.ofChange(call, key));
    }

    private static ResourceKey key(Call call) {
        String id = call.path("id");
        if (!ResourceKey.isId(id)) {
            throw Call.notFound(ResourceKind.PENDING_CHANGES.path() + "/" + id);
        }
        return PendingChange.key(id);
    }
}
