@NullMarked
package dev.logway.projector;

import org.jspecify.annotations.NullMarked;
