package dev.logway.domain.command;

import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;

/** One step of a changeset, as asked for. */
public sealed interface Edit {

    /** The resource it is about. */
    ResourceKey key();

    /** Create the resource, or replace it whole. */
    record Put(Resource resource) implements Edit {
        @Override
        public ResourceKey key() {
            return resource.key();
        }
    }

    /** Remove the resource. */
    record Delete(ResourceKey key) implements Edit {}
}
