/** What breaks on purpose: processes that are killed, and the checker that knows every acknowledged command. */
@NullMarked
package dev.logway.verify.fault;

import org.jspecify.annotations.NullMarked;
