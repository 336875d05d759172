@NullMarked
package dev.logway.edge.accept;

import org.jspecify.annotations.NullMarked;
