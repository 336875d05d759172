/** What this edge serves now, and how that came to be. */
@NullMarked
package dev.logway.edge.serving;

import org.jspecify.annotations.NullMarked;
