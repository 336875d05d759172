/** Whether an edge that is used for long in every way holds more and more. */
@NullMarked
package dev.logway.bench.soak;

import org.jspecify.annotations.NullMarked;
