package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.Basis;
import dev.logway.api.json.Documents;
import dev.logway.api.json.MergePatch;
import dev.logway.api.state.Images;
import dev.logway.domain.command.Edit;
import dev.logway.domain.command.Precondition;
import dev.logway.domain.image.Entry;
import dev.logway.domain.resource.ResourceKey;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * PATCH of groups and of the resources in them, by JSON Merge Patch (RFC 7396). What a GET on this node shows is
 * patched and put back on the condition that it is still that; if it is not, this begins anew, unless the asker set a
 * condition or an idempotency key, which the first attempt has used up.
 */
final class PatchEndpoint {
    private static final int ATTEMPTS = 5;

    private final Images images;
    private final Shown shown;
    private final Documents documents;
    private final CommandDesk desk;
    private final Bodies bodies;
    private final CatchUp catchUp;
    private final PatchMemory memory = new PatchMemory();

    PatchEndpoint(Images images, Documents documents, CommandDesk desk, Bodies bodies, CatchUp catchUp) {
        this.images = images;
        this.shown = new Shown(images);
        this.documents = documents;
        this.desk = desk;
        this.bodies = bodies;
        this.catchUp = catchUp;
    }

    Endpoint at(String template) {
        return Endpoint.patch(template, this::patch).with(CommandOptions.PARAMETERS);
    }

    private Future<Answer> patch(Call call) {
        ResourceKey key = call.key();
        List<Precondition> given = Conditions.ofChange(call, key);
        return bodies.json(call)
                .compose(patch -> memory.once(call, key, () -> attempt(call, key, patch, given, ATTEMPTS)));
    }

    private Future<Answer> attempt(Call call, ResourceKey key, JsonNode patch, List<Precondition> given, int left) {
        Entry entry = shown.entry(call.scope(), key);
        JsonNode patched = MergePatch.apply(documents.write(entry), patch);
        var preconditions = new ArrayList<>(given);
        preconditions.add(new Precondition.RevisionIs(key, List.of(entry.meta().revision())));
        var basis = new Basis(images.get(call.scope()));
        Ask ask = desk.ask(call, new Edit.Put(documents.read(basis, key, patched)), preconditions);
        boolean once = !given.isEmpty() || ask.command().idempotencyKey() != null || left <= 1;
        return desk.submit(ask).compose(submitted -> {
            if (!once && CatchUp.isNeeded(submitted)) {
                return catchUp.after(submitted, call.scope()).compose(_ -> attempt(call, key, patch, given, left - 1));
            }
            return Future.succeededFuture(desk.answer(ask, submitted));
        });
    }
}
