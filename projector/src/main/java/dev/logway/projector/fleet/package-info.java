/** The fleet as one task judges it: heartbeats and revisions in, instances and transitions out. No I/O. */
@NullMarked
package dev.logway.projector.fleet;

import org.jspecify.annotations.NullMarked;
