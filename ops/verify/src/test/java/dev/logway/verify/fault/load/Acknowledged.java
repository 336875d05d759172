package dev.logway.verify.fault.load;

import java.util.OptionalLong;

/**
 * What a writer was told of a command.
 *
 * @param id of the command that was decided
 * @param revision that it made; empty if it was refused
 */
public record Acknowledged(String id, OptionalLong revision) {}
