@NullMarked
package dev.logway.edge.upstream;

import org.jspecify.annotations.NullMarked;
