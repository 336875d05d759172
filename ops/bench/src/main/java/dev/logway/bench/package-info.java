/** The command {@code logway bench}: measures a system of its own and prints what it found. */
@NullMarked
package dev.logway.bench;

import org.jspecify.annotations.NullMarked;
