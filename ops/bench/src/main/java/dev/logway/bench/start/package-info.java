/** How long a start takes. */
@NullMarked
package dev.logway.bench.start;

import org.jspecify.annotations.NullMarked;
