@NullMarked
package dev.logway.edge.accesslog;

import org.jspecify.annotations.NullMarked;
