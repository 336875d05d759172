/** The access log: one line of JSON per finished request, written by a thread of its own. */
@NullMarked
package dev.logway.edge.accesslog;

import org.jspecify.annotations.NullMarked;
