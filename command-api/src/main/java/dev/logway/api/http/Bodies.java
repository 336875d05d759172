package dev.logway.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.api.json.Basis;
import dev.logway.api.json.ChangesetDocument;
import dev.logway.api.json.Documents;
import dev.logway.api.json.InvalidDocumentException;
import dev.logway.api.json.Json;
import dev.logway.api.state.Images;
import dev.logway.domain.Scope;
import dev.logway.domain.command.Precondition;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import io.vertx.core.Future;
import java.util.List;

/** Reads the bodies of requests, large ones on a worker thread. Futures fail with what {@link Failures} knows. */
final class Bodies {
    private final Images images;
    private final Documents documents;
    private final Offload offload;

    Bodies(Images images, Documents documents, Offload offload) {
        this.images = images;
        this.documents = documents;
        this.offload = offload;
    }

    /**
     * A resource that is wanted.
     *
     * @param preconditions what must still be there for it to mean what its document said
     */
    record Wanted(Resource resource, List<Precondition> preconditions) {}

    /** The resource that the call wants to be at {@code key}. */
    Future<Wanted> resource(Call call, ResourceKey key) {
        byte[] body = call.body();
        var basis = new Basis(images.get(scope(call, key)));
        return offload.reading(body, () -> {
            Resource resource = documents.read(basis, key, Json.parse(body));
            return new Wanted(resource, basis.preconditions());
        });
    }

    Future<ChangesetDocument> changeset(Call call) {
        byte[] body = call.body();
        var basis = new Basis(images.get(call.scope()));
        return offload.reading(body, () -> ChangesetDocument.read(basis, Json.parse(body), documents));
    }

    /** The changeset that {@code json}, a part of the body, is. */
    Future<ChangesetDocument> changeset(Call call, JsonNode json) {
        var basis = new Basis(images.get(call.scope()));
        return offload.later(() -> ChangesetDocument.read(basis, json, documents));
    }

    Future<JsonNode> json(Call call) {
        byte[] body = call.body();
        return offload.reading(body, () -> Json.parse(body));
    }

    /** A group that is being made has no image yet. */
    private static Scope scope(Call call, ResourceKey key) {
        return call.isAboutGroup() ? Scope.group(key.id()) : call.scope();
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
