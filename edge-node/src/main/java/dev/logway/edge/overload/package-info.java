/** When the edge has more to do than it can, and what it does then. */
@NullMarked
package dev.logway.edge.overload;

import org.jspecify.annotations.NullMarked;
