/** How many commands a second are accepted. */
@NullMarked
package dev.logway.bench.commands;

import org.jspecify.annotations.NullMarked;
