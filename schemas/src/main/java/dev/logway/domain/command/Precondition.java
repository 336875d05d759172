package dev.logway.domain.command;

import static dev.logway.domain.Require.require;

import dev.logway.domain.resource.ResourceKey;
import java.util.List;

/** What must hold of a resource for the command to be accepted (RFC 9110, section 13); decided with the command. */
public sealed interface Precondition {

    /** The resource it is about. */
    ResourceKey key();

    /**
     * {@code If-Match: "4", "7"}: the resource exists and was last changed by one of these revisions.
     *
     * @param revisions at least one; none would be {@link Exists} in the log
     */
    record RevisionIs(ResourceKey key, List<Long> revisions) implements Precondition {
        /** @throws IllegalArgumentException if there are no revisions */
        public RevisionIs {
            revisions = List.copyOf(revisions);
            require(!revisions.isEmpty(), "revisions", revisions, "at least one");
        }
    }

    /** {@code If-Match: *}: the resource exists. */
    record Exists(ResourceKey key) implements Precondition {}

    /** {@code If-None-Match: *}: the resource does not exist. */
    record Absent(ResourceKey key) implements Precondition {}
}
