@NullMarked
package dev.logway.edge.http1;

import org.jspecify.annotations.NullMarked;
