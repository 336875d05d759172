/** How long it takes to answer as of a moment of a long history. */
@NullMarked
package dev.logway.bench.history;

import org.jspecify.annotations.NullMarked;
