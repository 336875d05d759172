/** An edge node: loads its group's configuration and takes the group's traffic. The wiring of its parts. */
@NullMarked
package dev.logway.edge;

import org.jspecify.annotations.NullMarked;
