package dev.logway.replay;

import dev.logway.wire.LoggedRecord;

/**
 * Something in the log that is not as the rest of it says.
 *
 * @param record where it was noticed
 * @param revision the scope's, up to which everything was as it must be
 */
public record Divergence(LoggedRecord record, long revision, String expected, String found) {}
