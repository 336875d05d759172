@NullMarked
package dev.logway.edge.snapshot;

import org.jspecify.annotations.NullMarked;
