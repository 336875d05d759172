/** Samples of finished requests, which go to {@code logway.access.<group>} while the group asks for them. */
@NullMarked
package dev.logway.edge.sampling;

import org.jspecify.annotations.NullMarked;
