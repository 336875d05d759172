package dev.logway.domain.image;

import dev.logway.domain.resource.Resource;
import dev.logway.domain.resource.ResourceKey;

/** One resource in an image, with where it came from and its share of the digest. */
public record Entry(Resource resource, Meta meta, Fingerprint fingerprint) {

    /** The resource's key. */
    public ResourceKey key() {
        return resource.key();
    }
}
