package dev.logway.api.http;

import dev.logway.api.json.Documents;
import dev.logway.domain.command.Edit;
import dev.logway.domain.image.Entry;
import dev.logway.domain.resource.ResourceKey;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/** PUT, GET and DELETE of groups and of the resources in them. */
final class ResourceEndpoints {
    private final ShownAt shown;
    private final Documents documents;
    private final CommandDesk desk;
    private final Bodies bodies;
    private final PatchMemory memory = new PatchMemory();

    ResourceEndpoints(ShownAt shown, Documents documents, CommandDesk desk, Bodies bodies) {
        this.shown = shown;
        this.documents = documents;
        this.desk = desk;
        this.bodies = bodies;
    }

    List<Endpoint> at(String template) {
        return List.of(
                Endpoint.put(template, this::put).with(CommandOptions.PARAMETERS),
                Endpoint.get(template, this::get).with(ShownAt.AT),
                Endpoint.delete(template, this::delete).with(CommandOptions.PARAMETERS));
    }

    private Future<Answer> put(Call call) {
        ResourceKey key = Bodies.wanted(call);
        var preconditions = Conditions.ofChange(call, key);
        return bodies.resource(call, key).compose(wanted -> {
            preconditions.addAll(wanted.preconditions());
            Supplier<Future<Answer>> change = () -> desk.change(call, new Edit.Put(wanted.resource()), preconditions);
            return wanted.preconditions().isEmpty() ? change.get() : memory.once(call, key, change);
        });
    }

    private Future<Answer> get(Call call) {
        return get(call, call.key());
    }

    /** What stands at {@code key}. */
    Future<Answer> get(Call call, ResourceKey key) {
        return shown.group(call).map(image -> {
            Entry entry = image.get(key).orElseThrow(() -> Call.notFound(key.path()));
            long revision = entry.meta().revision();
            Answer answer = Conditions.isKnown(call, revision)
                    ? Answer.notModified()
                    : Answer.json(200, documents.write(entry));
            return answer.header(Headers.ETAG, Headers.etag(revision)).header(Headers.REVISION, image.revision());
        });
    }

    private Future<Answer> delete(Call call) {
        ResourceKey key = call.key();
        return desk.change(call, new Edit.Delete(key), Conditions.ofChange(call, key));
    }
}
