@NullMarked
package dev.logway.edge.sampling;

import org.jspecify.annotations.NullMarked;
