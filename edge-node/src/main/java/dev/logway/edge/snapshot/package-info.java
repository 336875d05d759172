/** What an edge keeps on disk, so that it can serve when it starts without Kafka. */
@NullMarked
package dev.logway.edge.snapshot;

import org.jspecify.annotations.NullMarked;
