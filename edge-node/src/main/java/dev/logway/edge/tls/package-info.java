/** Which certificate a client is shown, and what it must show itself. */
@NullMarked
package dev.logway.edge.tls;

import org.jspecify.annotations.NullMarked;
