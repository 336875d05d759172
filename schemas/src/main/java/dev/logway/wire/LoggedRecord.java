package dev.logway.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in the log.
 *
 * @param at when the broker took it, in whole milliseconds
 * @param value null for a tombstone
 */
public record LoggedRecord(String topic, int partition, long offset, Instant at, byte[] key, byte @Nullable [] value) {

    /** Where it stands: {@code logway.events-3@17}. */
    public String place() {
        return topic + "-" + partition + "@" + offset;
    }
}
