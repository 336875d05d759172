package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.Documents;
import dev.logway.api.json.SmallBody;
import dev.logway.api.merge.Step;
import dev.logway.api.merge.StepMerge;
import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import dev.logway.replay.Moment;
import io.vertx.core.Future;
import java.util.Optional;

/** Takes the changes of one revision back and keeps later ones, as a change like any other. */
final class UndoEndpoint {
    private static final String REVISION = "revision";
    private static final long MAX_REVISION = 999_999_999_999_999_999L;

    private final ComputedChanges changes;
    private final ShownAt shown;
    private final Bodies bodies;
    private final Offload offload;
    private final StepMerge merge;

    UndoEndpoint(ComputedChanges changes, ShownAt shown, Bodies bodies, Documents documents, Offload offload) {
        this.changes = changes;
        this.shown = shown;
        this.bodies = bodies;
        this.offload = offload;
        this.merge = new StepMerge(documents);
    }

    Endpoint at(String template) {
        return Endpoint.post(template, this::undo).with(CommandOptions.PARAMETERS);
    }

    private Future<Answer> undo(Call call) {
        Scope scope = call.scope();
        Conditions.refuse(call);
        return bodies.json(call).compose(json -> {
            SmallBody body = SmallBody.of(json, REVISION);
            long revision = body.required(REVISION, "a revision: a number from 1 on", UndoEndpoint::revision);
            return changes.change(call, body.reason(), () -> computed(scope, revision));
        });
    }

    private static Optional<Long> revision(JsonNode node) {
        return Optional.of(node)
                .filter(JsonNode::isIntegralNumber)
                .filter(JsonNode::canConvertToLong)
                .map(JsonNode::longValue)
                .filter(revision -> revision >= 1 && revision <= MAX_REVISION);
    }

    private Future<Computed> computed(Scope scope, long revision) {
        return shown.image(scope, new Moment.Revision(revision))
                .compose(after -> shown.before(scope, revision)
                        .compose(before -> shown.newest(scope)
                                .compose(now -> offload.later(() -> computed(revision, after, before, now)))));
    }

    private Computed computed(long revision, ScopeImage after, ScopeImage before, ScopeImage now) {
        return new Computed(
                merge.plan(Step.between(after, before), now), "undo of revision " + revision, Conflicts.Direction.BACK);
    }
}
