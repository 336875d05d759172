@NullMarked
package dev.logway.edge.routing;

import org.jspecify.annotations.NullMarked;
