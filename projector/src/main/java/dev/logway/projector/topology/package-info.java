/** Kafka Streams: the thin processors around the pure parts, their stores and their sinks. */
@NullMarked
package dev.logway.projector.topology;

import org.jspecify.annotations.NullMarked;
