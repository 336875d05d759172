package dev.logway.wire;

import dev.logway.domain.Scope;
import dev.logway.domain.command.CommandId;
import dev.logway.domain.image.Digest;
import dev.logway.domain.image.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an accepted event brought to its scope's config topic, byte for byte, whenever it was written.
 *
 * @param digest which the event says its image has
 * @param at when the broker took the command
 * @param changes in the event's order
 */
public record WrittenRevision(
        Scope scope, long revision, Digest digest, CommandId commandId, Instant at, List<Written> changes) {

    /**
     * A record of the config topic.
     *
     * @param value null for a tombstone
     * @param fingerprint of the record; null for a tombstone
     */
    public record Written(
            String key, byte @Nullable [] value, @Nullable Fingerprint fingerprint) {}

    /**
     * Reads a record of the events topic, and of it only this: what its resources hold is passed over.
     *
     * @return empty if the event is of a command that was not accepted
     * @throws UndecodableException if it is no event, or its key names another scope than its value
     */
    public static Optional<WrittenRevision> read(byte @Nullable [] key, byte @Nullable [] value) {
        Scope scope = Keys.scope(key);
        return new EventWalk(scope, SingleObject.requireHeader("EventRecord", value)).revision();
    }
}
