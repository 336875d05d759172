package dev.logway.domain.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance as the projector judges it. All times are the broker's.
 *
 * @param since when it came into its present state
 * @param lastSeen when its last heartbeat arrived
 * @param behindSince when the oldest revision that it does not serve yet was decided; null if it serves the newest
 * @param servingSince when a heartbeat first said that it serves what it serves
 * @param heartbeat the last one
 */
public record Instance(
        InstanceState state,
        Instant since,
        Instant lastSeen,
        @Nullable Instant behindSince,
        Instant servingSince,
        Heartbeat heartbeat) {

    public InstanceId id() {
        return heartbeat.instance();
    }
}
