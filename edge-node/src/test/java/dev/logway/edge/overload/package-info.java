@NullMarked
package dev.logway.edge.overload;

import org.jspecify.annotations.NullMarked;
