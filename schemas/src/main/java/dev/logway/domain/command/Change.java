package dev.logway.domain.command;

import dev.logway.domain.image.Meta;
import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;

/** One fact of an accepted command. */
public sealed interface Change {

    /** The resource it is about. */
    ResourceKey key();

    /** The resource was created or replaced, and is now this, whole. */
    record Defined(Resource resource, Meta meta) implements Change {
        @Override
        public ResourceKey key() {
            return resource.key();
        }
    }

    /** The resource was removed. */
    record Removed(ResourceKey key) implements Change {}
}
