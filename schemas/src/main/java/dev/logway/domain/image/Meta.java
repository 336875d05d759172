package dev.logway.domain.image;

import static dev.logway.domain.Require.require;

import java.time.Instant;

/**
 * Who last changed a resource, and when.
 *
 * @param revision the scope's revision that last changed it, which is also its ETag; 1 or more
 * @param createdAt when it was first put, by the broker's clock, in whole milliseconds
 * @param updatedAt when it was last changed, likewise
 */
public record Meta(long revision, Instant createdAt, Instant updatedAt, String updatedBy) {

    /** @throws IllegalArgumentException if {@code revision} is not positive */
    public Meta {
        require(revision >= 1, "revision", revision, ">= 1");
    }
}
