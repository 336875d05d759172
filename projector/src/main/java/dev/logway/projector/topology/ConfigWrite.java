package dev.logway.projector.topology;

import org.jspecify.annotations.Nullable;

/**
 * The value of a record on its way to a config topic, with the topic it goes to.
 *
 * @param value null for a tombstone
 */
record ConfigWrite(String topic, byte @Nullable [] value) {}
