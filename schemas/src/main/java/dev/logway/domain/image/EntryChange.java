package dev.logway.domain.image;

import dev.logway.domain.resource.ResourceKey;

/** What one record of a config topic does to an image. */
public sealed interface EntryChange {

    /** The resource it is about. */
    ResourceKey key();

    /** The resource is there, as in {@code entry}, whatever stood there before. */
    record Put(Entry entry) implements EntryChange {
        @Override
        public ResourceKey key() {
            return entry.key();
        }
    }

    /** The resource is not there. */
    record Remove(ResourceKey key) implements EntryChange {}
}
