@NullMarked
package dev.logway.edge.tunnel;

import org.jspecify.annotations.NullMarked;
