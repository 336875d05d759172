/** How many events a second are folded again. */
@NullMarked
package dev.logway.bench.replay;

import org.jspecify.annotations.NullMarked;
