/** Bodies that are read before a request is sent on. */
@NullMarked
package dev.logway.edge.body;

import org.jspecify.annotations.NullMarked;
