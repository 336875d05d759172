/** Bytes between two connections, for what is no HTTP any more. */
@NullMarked
package dev.logway.edge.tunnel;

import org.jspecify.annotations.NullMarked;
