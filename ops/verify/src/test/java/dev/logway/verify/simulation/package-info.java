/** The whole of Logway's log in one thread, on virtual time, with everything that can go wrong drawn from a seed. */
@NullMarked
package dev.logway.verify.simulation;

import org.jspecify.annotations.NullMarked;
