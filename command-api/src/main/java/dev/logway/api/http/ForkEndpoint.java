package dev.logway.api.http;

import dev.logway.api.json.SmallBody;
import dev.logway.api.merge.Plan;
import dev.logway.api.merge.Transplant;
import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Group;
import dev.logway.replay.Moment;
import dev.logway.secret.SecretCipher;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Makes a new group of what another is, or was. One command holds all of it, so that there is no part of a group: if it
 * fails, there is nothing but the topic that the next attempt uses.
 */
final class ForkEndpoint {
    private static final String NAME = "name";
    private static final String AT = "at";

    private final CommandDesk desk;
    private final ShownAt shown;
    private final Bodies bodies;
    private final Offload offload;
    private final SecretCipher cipher;
    private final PatchMemory memory = new PatchMemory();

    ForkEndpoint(CommandDesk desk, ShownAt shown, Bodies bodies, Offload offload, SecretCipher cipher) {
        this.desk = desk;
        this.shown = shown;
        this.bodies = bodies;
        this.offload = offload;
        this.cipher = cipher;
    }

    Endpoint at(String template) {
        return Endpoint.post(template, this::fork).with(CommandOptions.AT_ONCE);
    }

    private Future<Answer> fork(Call call) {
        Scope source = call.scope();
        Conditions.refuse(call);
        return bodies.json(call).compose(json -> {
            SmallBody body = SmallBody.of(json, NAME, AT);
            Scope target = body.required(
                    NAME, "1 to 63 of a-z, 0-9 and '-', with a letter or digit at both ends", SmallBody::group);
            Moment at = body.optional(AT, Moments.EXPECTED, Moments::moment).orElse(null);
            String reason = body.reason();
            return memory.once(
                    call,
                    Group.key(target.name()),
                    () -> image(source, at)
                            .compose(image -> offload.later(() -> computed(image, target)))
                            .compose(computed -> desk.answered(desk.ask(call, target, computed, reason))));
        });
    }

    private Future<ScopeImage> image(Scope source, @Nullable Moment at) {
        return at == null ? shown.group(source) : shown.group(source, at);
    }

    private Computed computed(ScopeImage image, Scope target) {
        String what = "fork of " + image.scope().name() + " at revision " + image.revision();
        ComputedChanges.requireOneCommand(what, image.size());
        Plan plan = Plan.copying(image, new Transplant(cipher, image.scope(), target));
        return new Computed(plan, what, Conflicts.Direction.FORTH);
    }
}
