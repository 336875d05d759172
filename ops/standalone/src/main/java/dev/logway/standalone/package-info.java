/** Logway on one machine: the command line, and everything in one process. */
@NullMarked
package dev.logway.standalone;

import org.jspecify.annotations.NullMarked;
