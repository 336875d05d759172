package dev.logway.projector.scope;

/**
 * A decided command.
 *
 * @param next the scope's head after it; the head it met unless it was accepted
 */
public record Projected(Publication publication, ScopeHead next) {}
