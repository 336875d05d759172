/** What connections that nothing happens on cost. */
@NullMarked
package dev.logway.bench.idle;

import org.jspecify.annotations.NullMarked;
