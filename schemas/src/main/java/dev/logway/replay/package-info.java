/** What a scope's events tell when they are folded again. */
@NullMarked
package dev.logway.replay;

import org.jspecify.annotations.NullMarked;
