package dev.logway.projector.scope;

import static dev.logway.domain.Require.require;

import java.time.Duration;

/**
 * How much a scope remembers of the commands it decided, so that a repetition gets the first answer. Whichever limit
 * is reached first counts; the oldest goes first.
 *
 * @param retention how long, on the broker's clock
 * @param commands how many
 * @param answerBytes how many bytes of answers to commands with an {@code Idempotency-Key}
 */
public record MemoryLimits(Duration retention, int commands, long answerBytes) {

    /** 24 h, 100,000 commands, 64 MiB of answers. */
    public static final MemoryLimits DEFAULT = new MemoryLimits(Duration.ofHours(24), 100_000, 64L * 1024 * 1024);

    /** @throws IllegalArgumentException if a component is outside its documented range */
    public MemoryLimits {
        require(retention.isPositive(), "idempotency.retention", retention, "longer than nothing");
        require(commands >= 1, "idempotency.max.commands", commands, ">= 1");
        require(answerBytes >= 0, "idempotency.max.bytes", answerBytes, ">= 0");
    }
}
