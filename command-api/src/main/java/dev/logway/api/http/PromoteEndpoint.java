package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.Documents;
import dev.logway.api.json.InvalidDocumentException;
import dev.logway.api.json.SmallBody;
import dev.logway.api.merge.Step;
import dev.logway.api.merge.StepMerge;
import dev.logway.api.merge.Transplant;
import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.ResourceKind;
import dev.logway.replay.Moment;
import dev.logway.secret.SecretCipher;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Carries changes of another group over to the call's, value by value. The groups' own documents are left alone. */
final class PromoteEndpoint {
    private static final String FROM = "from";
    private static final String REVISIONS = "revisions";

    private final ComputedChanges changes;
    private final ShownAt shown;
    private final Bodies bodies;
    private final Offload offload;
    private final StepMerge merge;
    private final SecretCipher cipher;

    PromoteEndpoint(
            ComputedChanges changes,
            ShownAt shown,
            Bodies bodies,
            Documents documents,
            Offload offload,
            SecretCipher cipher) {
        this.changes = changes;
        this.shown = shown;
        this.bodies = bodies;
        this.offload = offload;
        this.merge = new StepMerge(documents);
        this.cipher = cipher;
    }

    Endpoint at(String template) {
        return Endpoint.post(template, this::promote).with(CommandOptions.PARAMETERS);
    }

    private Future<Answer> promote(Call call) {
        Scope target = call.scope();
        Conditions.refuse(call);
        return bodies.json(call).compose(json -> {
            SmallBody body = SmallBody.of(json, FROM, REVISIONS);
            Scope source = body.required(FROM, "the name of another group", SmallBody::group);
            if (source.equals(target)) {
                throw InvalidDocumentException.of(
                        "/" + FROM, FROM + ": \"" + source.name() + "\" (expected: the name of another group)");
            }
            Revisions revisions = body.required(REVISIONS, Revisions.EXPECTED, PromoteEndpoint::revisions);
            return changes.change(call, body.reason(), () -> computed(source, revisions, target));
        });
    }

    private static Optional<Revisions> revisions(JsonNode node) {
        return SmallBody.text(node).flatMap(Revisions::parse);
    }

    private Future<Computed> computed(Scope source, Revisions revisions, Scope target) {
        return last(source, revisions)
                .compose(after -> shown.before(source, revisions.first())
                        .compose(before -> shown.group(target)
                                .compose(now -> offload.later(() -> computed(revisions, before, after, now)))));
    }

    private Future<ScopeImage> last(Scope source, Revisions revisions) {
        return revisions.last() == null
                ? shown.group(source)
                : shown.image(source, new Moment.Revision(revisions.last()));
    }

    private Computed computed(Revisions revisions, ScopeImage before, ScopeImage after, ScopeImage now) {
        String what = "promotion of " + after.scope().name() + " " + revisions;
        var transplant = new Transplant(cipher, after.scope(), now.scope());
        List<Step> steps = Step.between(before, after).stream()
                .filter(step -> step.key().kind() != ResourceKind.GROUPS)
                .map(transplant::of)
                .toList();
        return new Computed(merge.plan(steps, now), what, Conflicts.Direction.FORTH);
    }
}
