@NullMarked
package dev.logway.edge.metrics;

import org.jspecify.annotations.NullMarked;
