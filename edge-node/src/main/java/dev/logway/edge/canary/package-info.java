/** How a change does that some instances of the group try. */
@NullMarked
package dev.logway.edge.canary;

import org.jspecify.annotations.NullMarked;
