/** Samples and what is said of them. */
@NullMarked
package dev.logway.bench.stats;

import org.jspecify.annotations.NullMarked;
