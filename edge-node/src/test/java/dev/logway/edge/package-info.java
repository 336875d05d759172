@NullMarked
package dev.logway.edge;

import org.jspecify.annotations.NullMarked;
