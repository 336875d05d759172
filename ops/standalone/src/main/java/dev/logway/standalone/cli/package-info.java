/** The command line: {@code ./logway …}. The only place that writes to the terminal. */
@NullMarked
package dev.logway.standalone.cli;

import org.jspecify.annotations.NullMarked;
