/** How long a change takes to be served. */
@NullMarked
package dev.logway.bench.propagation;

import org.jspecify.annotations.NullMarked;
