package dev.logway.verify.invariant;

import dev.logway.domain.command.Command;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of the commands topic.
 *
 * @param at by the broker's clock
 * @param command that its value holds; empty if it is poison
 */
public record Delivery(
        long offset, Instant at, byte @Nullable [] key, byte @Nullable [] value, Optional<Command> command) {}
