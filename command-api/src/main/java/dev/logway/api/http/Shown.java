package dev.logway.api.http;

import dev.logway.api.state.Images;
import dev.logway.domain.Scope;
import dev.logway.domain.image.Entry;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.ResourceKind;
import java.util.Optional;

/** What this node's images show, or the problem that says why it shows nothing. */
final class Shown {
    private final Images images;

    Shown(Images images) {
        this.images = images;
    }

    /** @throws ApiException if there is no such group */
    ScopeImage group(Scope scope) {
        return images.find(scope)
                .filter(image -> image.contains(Group.key(scope.name())))
                .orElseThrow(() -> Call.unknownGroup(scope.name()));
    }

    /** @throws ApiException if there is no such group or resource */
    Entry entry(Scope scope, ResourceKey key) {
        return group(scope).get(key).orElseThrow(() -> Call.notFound(key.path()));
    }

    /** The group's own document, if the scope is a group that exists. */
    static Optional<Entry> document(ScopeImage image) {
        return image.get(new ResourceKey(ResourceKind.GROUPS, image.scope().name()));
    }
}
