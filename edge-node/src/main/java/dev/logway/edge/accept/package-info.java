/** Connections at the moment they are accepted. */
@NullMarked
package dev.logway.edge.accept;

import org.jspecify.annotations.NullMarked;
