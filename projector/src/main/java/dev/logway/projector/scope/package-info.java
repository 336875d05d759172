/** Commands decided, scope by scope: the head of each scope, its memory of commands, and what is published. No I/O. */
@NullMarked
package dev.logway.projector.scope;

import org.jspecify.annotations.NullMarked;
