package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.ChangesetDocument;
import dev.logway.api.json.Documents;
import dev.logway.api.json.InvalidDocumentException;
import dev.logway.api.json.Json;
import dev.logway.domain.Scope;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import io.vertx.core.Future;

/** Reads the bodies of requests, large ones on a worker thread. Futures fail with what {@link Failures} knows. */
final class Bodies {
    private final Documents documents;
    private final Offload offload;

    Bodies(Documents documents, Offload offload) {
        this.documents = documents;
        this.offload = offload;
    }

    /** The resource that the call wants to be at {@code key}. */
    Future<Resource> resource(Call call, ResourceKey key) {
        byte[] body = call.body();
        return offload.reading(body, () -> documents.read(key, Json.parse(body)));
    }

    Future<ChangesetDocument> changeset(Call call) {
        byte[] body = call.body();
        return offload.reading(body, () -> ChangesetDocument.read(Json.parse(body), documents));
    }

    Future<JsonNode> json(Call call) {
        byte[] body = call.body();
        return offload.reading(body, () -> Json.parse(body));
    }

    /**
     * The key of what a PUT makes.
     *
     * @throws InvalidDocumentException if nothing may have such an id
     */
    static ResourceKey wanted(Call call) {
        if (call.isAboutGroup()) {
            String name = call.path("group");
            try {
                return new ResourceKey(ResourceKind.GROUPS, Scope.group(name).name());
            } catch (IllegalArgumentException e) {
                throw InvalidDocumentException.of("/id", String.valueOf(e.getMessage()));
            }
        }
        call.scope();
        ResourceKind kind = call.kind();
        try {
            return new ResourceKey(kind, call.path("id"));
        } catch (IllegalArgumentException e) {
            throw InvalidDocumentException.of("/id", String.valueOf(e.getMessage()));
        }
    }
}
