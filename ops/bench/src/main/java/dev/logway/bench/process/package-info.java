/** Child processes, and the ports and directories they get. */
@NullMarked
package dev.logway.bench.process;

import org.jspecify.annotations.NullMarked;
