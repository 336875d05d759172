package dev.logway.projector.scope;

import org.jspecify.annotations.Nullable;

/**
 * A record for a topic.
 *
 * @param value null for a tombstone
 */
public record LogRecord(byte[] key, byte @Nullable [] value) {}
