/** What the projector counts, and where it can be read. */
@NullMarked
package dev.logway.projector.metrics;

import org.jspecify.annotations.NullMarked;
