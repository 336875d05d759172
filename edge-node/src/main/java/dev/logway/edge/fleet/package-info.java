/** What this edge tells the fleet about itself. */
@NullMarked
package dev.logway.edge.fleet;

import org.jspecify.annotations.NullMarked;
