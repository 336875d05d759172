/** Secrets on their way into the log and out of it. */
@NullMarked
package dev.logway.secret;

import org.jspecify.annotations.NullMarked;
