/** The whole path on a real broker: HTTP in, traffic out. */
@NullMarked
package dev.logway.verify.endtoend;

import org.jspecify.annotations.NullMarked;
