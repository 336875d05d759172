@NullMarked
package dev.logway.edge.proxy;

import org.jspecify.annotations.NullMarked;
