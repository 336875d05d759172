@NullMarked
package dev.logway.routing;

import org.jspecify.annotations.NullMarked;
