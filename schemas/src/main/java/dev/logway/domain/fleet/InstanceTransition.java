package dev.logway.domain.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an instance changed its state.
 *
 * @param from null if it was not known before
 * @param to null if it is forgotten now
 * @param reason for people: what was seen
 */
public record InstanceTransition(
        InstanceId instance,
        @Nullable InstanceState from,
        @Nullable InstanceState to,
        Instant at,
        String reason) {}
