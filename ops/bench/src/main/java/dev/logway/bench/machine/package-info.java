/** The machine that the figures come from: its description, and processor time by process. */
@NullMarked
package dev.logway.bench.machine;

import org.jspecify.annotations.NullMarked;
