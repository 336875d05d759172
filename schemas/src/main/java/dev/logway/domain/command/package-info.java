/** Change: commands, the rules that decide them, and the events that record what was decided. */
@NullMarked
package dev.logway.domain.command;

import org.jspecify.annotations.NullMarked;
