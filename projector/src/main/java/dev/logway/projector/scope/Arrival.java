package dev.logway.projector.scope;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of the commands topic as it came.
 *
 * @param at when the broker took it, in whole milliseconds
 */
public record Arrival(
        String topic, int partition, long offset, Instant at, byte @Nullable [] key, byte @Nullable [] value) {}
