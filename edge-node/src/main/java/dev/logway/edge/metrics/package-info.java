/** What the edge counts. The hot path adds to counters that were looked up before. */
@NullMarked
package dev.logway.edge.metrics;

import org.jspecify.annotations.NullMarked;
