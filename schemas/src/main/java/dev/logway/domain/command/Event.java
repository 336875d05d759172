package dev.logway.domain.command;

import dev.logway.domain.Scope;
import java.time.Instant;

/**
 * The one outcome of one command, kept for ever.
 *
 * @param at when the broker took the command, in whole milliseconds; the time of the scope's history
 */
public record Event(CommandId commandId, Scope scope, Origin origin, Instant at, Outcome outcome) {}
