@NullMarked
package dev.logway.edge.fleet;

import org.jspecify.annotations.NullMarked;
