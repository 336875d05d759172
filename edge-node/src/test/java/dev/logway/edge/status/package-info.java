@NullMarked
package dev.logway.edge.status;

import org.jspecify.annotations.NullMarked;
